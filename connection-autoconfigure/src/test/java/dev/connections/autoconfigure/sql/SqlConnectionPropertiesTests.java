package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SqlConnectionPropertiesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class));

    @Test
    void reportsEverythingAtOnce() {
        runner.withPropertyValues(
                        "connections.pet-db.dialect=postgresql",
                        "connections.pet-db.fetch-size=-1",
                        "connections.pet-db.pool.maximum-size=0",
                        "connections.orders.url=duckdb:///:memory:",
                        "connections.orders.read-only=true",
                        "connections.bills.url=mssql://host/bills")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("connections.pet-db.host")
                        .hasStackTraceContaining("connections.pet-db.database")
                        .hasStackTraceContaining("connections.pet-db.fetch-size")
                        .hasStackTraceContaining("connections.pet-db.pool.maximum-size")
                        .hasStackTraceContaining("connections.orders.read-only")
                        .hasStackTraceContaining("com.microsoft.sqlserver:mssql-jdbc"));
    }

    @Test
    void readsFromPartsAndParameters() {
        runner.withPropertyValues(
                        "connections.pet-db.dialect=h2",
                        "connections.pet-db.database=mem:parts",
                        "connections.pet-db.query.MODE=PostgreSQL",
                        "connections.pet-db.read-only=true")
                .run(context -> assertThat(context.getBean(SqlConnection.class)
                                .sql(
                                        "select setting_value from information_schema.settings where setting_name = 'MODE'")
                                .one(String.class))
                        .isEqualTo("PostgreSQL"));
    }

    @Test
    void letsPartsCompleteTheUrl() {
        runner.withPropertyValues(
                        "connections.pet-db.url=h2://",
                        "connections.pet-db.database=mem:completed",
                        "connections.pet-db.query.MODE=PostgreSQL")
                .run(context -> assertThat(context.getBean(SqlConnection.class)
                                .sql("select database()")
                                .one(String.class))
                        .isEqualTo("COMPLETED"));
    }

    @Test
    void reportsUnknownSslBundlesWithAllElse() {
        runner.withPropertyValues(
                        "spring.ssl.bundle.pem.pets.truststore.certificate=classpath:nowhere.pem",
                        "spring.ssl.bundle.jks.others.truststore.location=classpath:nowhere.p12",
                        "connections.pet-db.url=postgresql://host/db",
                        "connections.pet-db.ssl-bundle=pest",
                        "connections.orders.url=postgresql://host/db",
                        "connections.orders.ssl-bundle=unlike",
                        "connections.files.url=jdbc:h2:mem:files",
                        "connections.files.ssl-bundle=pets",
                        "connections.bills.url=postgresql://host/db",
                        "connections.bills.pool.maximum-size=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContainingAll(
                                "connections.pet-db.ssl-bundle",
                                "'pest', and there is no SSL bundle of that name. Did you mean 'pets'?",
                                "connections.orders.ssl-bundle",
                                "Known: others, pets.",
                                "connections.files.ssl-bundle",
                                "means nothing to h2. Remove it.",
                                "connections.bills.pool.maximum-size"));
    }

    @Test
    void tellsTheOriginOfASettingInTheDefaultsOfTheType() {
        runner.withPropertyValues(
                        "connections.pet-db.url=postgresql://host/db", "connections.defaults.sql.ssl-bundle=absent")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContainingAll(
                                "connections.defaults.sql.ssl-bundle (\"connections.defaults.sql.ssl-bundle\" from",
                                "Configure one under 'spring.ssl.bundle'."));
    }

    @Test
    void lowerCasesLabelsUnlessTheyAreKept() {
        runner.withPropertyValues(
                        "connections.pet-db.url=jdbc:h2:mem:labels",
                        "connections.kept.url=jdbc:h2:mem:kept",
                        "connections.kept.rows.label-case=keep")
                .run(context -> {
                    String sql = "select 'jerry' as person";
                    assertThat(context.getBean("petDb", SqlConnection.class)
                                    .query(sql)
                                    .columns())
                            .containsExactly("person");
                    assertThat(context.getBean("kept", SqlConnection.class)
                                    .query(sql)
                                    .columns())
                            .containsExactly("PERSON");
                });
    }
}
