package dev.connections.autoconfigure.sql.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.AmbiguousDataSourcesAutoConfiguration;
import dev.connections.autoconfigure.sql.ConnectionTransactionsAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.sql.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Flyway, Liquibase and scripts, on named connections beside what Spring Boot does with its own data source. */
class SqlMigrationsTests {

    private static final String FILES = "classpath:dev/connections/autoconfigure/sql/migration/";

    private static final ApplicationContextRunner RUNNER = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    AmbiguousDataSourcesAutoConfiguration.class,
                    ConnectionTransactionsAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceInitializationAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    FlywayAutoConfiguration.class));

    private final String database = "jdbc:h2:mem:" + UUID.randomUUID();

    private final ApplicationContextRunner pets = RUNNER.withPropertyValues(
            "connections.pet-db.url=" + database, "connections.pet-db.flyway.locations=" + FILES + "pets");

    @Test
    void theOnlyConnectionIsMigratedByItsOwnSettingsAndNotBySpringBoot() {
        pets.run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(Flyway.class)
                    .doesNotHaveBean(FlywayMigrationInitializer.class);
            assertThat(pets(context.getBean(SqlConnection.class))).containsExactly("rex");
            assertThat(history(context.getBean(SqlConnection.class))).isEqualTo(1);
        });
    }

    @Test
    void eachConnectionIsMigratedByItsOwnSettings() {
        pets.withPropertyValues(
                        "connections.order-db.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "connections.order-db.flyway.locations=" + FILES + "orders",
                        "connections.order-db.flyway.table=history",
                        "connections.visit-db.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "connections.visit-db.liquibase.change-log=" + FILES + "changelog.sql",
                        "connections.script-db.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "connections.script-db.sql-init.schema-locations=" + FILES + "schema.sql",
                        "connections.script-db.sql-init.data-locations=" + FILES + "data.sql",
                        "connections.bare.url=jdbc:h2:mem:" + UUID.randomUUID())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Connections connections = context.getBean(Connections.class);
                    assertThat(tables(connections, "pet-db"))
                            .containsExactlyInAnyOrder("PETS", "flyway_schema_history");
                    assertThat(tables(connections, "order-db")).containsExactlyInAnyOrder("ORDERS", "history");
                    assertThat(tables(connections, "visit-db"))
                            .containsExactlyInAnyOrder("VISITS", "DATABASECHANGELOG", "DATABASECHANGELOGLOCK");
                    assertThat(tables(connections, "script-db")).containsExactly("SCRIPTED");
                    assertThat(tables(connections, "bare")).isEmpty();
                    assertThat(context.getBeansOfType(Flyway.class)).containsOnlyKeys("petDbFlyway", "orderDbFlyway");
                    assertThat(context.getBean("petDbFlyway", Flyway.class)
                                    .info()
                                    .applied())
                            .hasSize(1);
                });
    }

    @Test
    void thePrimaryConnectionAndSpringBootsOwnSettingsDoNotMeet() {
        RUNNER.withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues(
                        "connections.main.url=" + database,
                        "connections.main.primary=true",
                        "connections.main.sql-init.schema-locations=" + FILES + "schema.sql",
                        "connections.main.liquibase.change-log=" + FILES + "changelog.sql",
                        "connections.other.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "spring.flyway.locations=" + FILES + "pets",
                        "spring.flyway.baseline-on-migrate=true",
                        "spring.flyway.baseline-version=0")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Connections connections = context.getBean(Connections.class);
                    assertThat(tables(connections, "main"))
                            .contains("SCRIPTED", "VISITS", "PETS", "flyway_schema_history");
                    assertThat(tables(connections, "other")).isEmpty();
                    assertThat(connections
                                    .get("main", SqlConnection.class)
                                    .sql("select filename from databasechangelog")
                                    .list(String.class))
                            .hasSize(1);
                });
    }

    @Test
    void springBootMigratesItsOwnDataSourceBesideNamedConnections() {
        pets.withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "spring.flyway.locations=" + FILES + "orders")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(FlywayMigrationInitializer.class);
                    assertThat(JdbcClient.create(context.getBean("dataSource", DataSource.class))
                                    .sql("select count(*) from orders")
                                    .query(Integer.class)
                                    .single())
                            .isZero();
                    assertThat(tables(context.getBean(Connections.class), "pet-db"))
                            .containsExactlyInAnyOrder("PETS", "flyway_schema_history");
                });
    }

    @Test
    void jpaLeavesASchemaAloneThatFlywayManages() {
        pets.withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
                .withUserConfiguration(Entities.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(jakarta.persistence.EntityManagerFactory.class)
                                    .getProperties())
                            .doesNotContainEntry("hibernate.hbm2ddl.auto", "create-drop");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"background", "required"})
    void failedMigrationsFailTheStartAndNameConnectionAndTool(String start) {
        RUNNER.withPropertyValues(
                        "connections.pet-db.url=" + database,
                        "connections.pet-db.start=" + start,
                        "connections.pet-db.flyway.locations=" + FILES + "broken")
                .run(context -> assertThat(context).getFailure().rootCause().satisfies(cause -> assertThat(
                                context.getStartupFailure())
                        .hasStackTraceContaining("Connection 'pet-db': 'flyway' failed: ")
                        .hasStackTraceContaining("create tabel")));
    }

    @Test
    void lazyConnectionsAreMigratedWhenTheyAreFirstUsed() {
        pets.withPropertyValues("connections.pet-db.start=lazy").run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            assertThat(petDb.state()).isEqualTo(ConnectionState.NEW);
            assertThat(pets(petDb)).containsExactly("rex");
        });
    }

    @Test
    void aLazyConnectionWhoseMigrationsFailIsUnavailable() {
        RUNNER.withPropertyValues(
                        "connections.pet-db.url=" + database,
                        "connections.pet-db.start=lazy",
                        "connections.pet-db.flyway.locations=" + FILES + "broken")
                .run(context -> {
                    SqlConnection petDb = context.getBean(SqlConnection.class);
                    org.assertj.core.api.Assertions.assertThatException()
                            .isThrownBy(() -> petDb.query("select 1"))
                            .satisfies(failure -> assertThat(failure).hasStackTraceContaining("'flyway' failed: "));
                });
    }

    @Test
    void nothingRunsTwiceWhenTheConnectionIsResetOrReloaded() {
        pets.withPropertyValues(
                        "connections.pet-db.sql-init.schema-locations=" + FILES + "schema.sql",
                        "connections.pet-db.sql-init.data-locations=" + FILES + "data.sql")
                .run(context -> {
                    SqlConnection petDb = context.getBean(SqlConnection.class);
                    petDb.reset();
                    assertThat(pets(petDb)).containsExactly("rex");
                    context.getBean(Connections.class).reload("pet-db");
                    assertThat(petDb.sql("select count(*) from scripted").value(Long.class))
                            .isEqualTo(1);
                });
    }

    @Test
    void connectionsMadeAtRunTimeAreMigrated() {
        RUNNER.run(context -> {
            SqlConnection adhoc = context.getBean(Connections.class)
                    .open("adhoc", SqlConnection.class, Map.of("url", database, "flyway.locations", FILES + "pets"));
            assertThat(pets(adhoc)).containsExactly("rex");
        });
    }

    @Test
    void anotherUserMigrates() {
        RUNNER.withPropertyValues(
                        "connections.owner.url=" + database,
                        "connections.owner.username=sa",
                        "connections.owner.sql-init.schema-locations=" + FILES + "users.sql")
                .run(owner -> {
                    assertThat(owner).hasNotFailed();
                    RUNNER.withPropertyValues(
                                    "connections.pet-db.url=" + database,
                                    "connections.pet-db.username=reader",
                                    "connections.pet-db.password=r",
                                    "connections.pet-db.flyway.user=migrator",
                                    "connections.pet-db.flyway.password=m",
                                    "connections.pet-db.flyway.locations=" + FILES + "pets")
                            .run(context -> {
                                assertThat(context).hasNotFailed();
                                SqlConnection petDb = context.getBean(SqlConnection.class);
                                assertThat(petDb.sql(
                                                        "select \"installed_by\" from \"flyway_schema_history\" where \"type\" = 'SQL'")
                                                .value(String.class))
                                        .isEqualToIgnoringCase("migrator");
                                assertThat(petDb.sql("select user()").value(String.class))
                                        .isEqualToIgnoringCase("reader");
                            });
                });
    }

    @Test
    void settingsThatSwitchMigrationsOffMakeNone() {
        pets.withPropertyValues("connections.pet-db.flyway.enabled=false", "spring.flyway.enabled=false")
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(Flyway.class);
                    assertThat(tables(context.getBean(Connections.class), "pet-db"))
                            .isEmpty();
                });
    }

    @Test
    void defaultsSwitchMigrationsOnForEachConnection() {
        RUNNER.withPropertyValues(
                        "connections.one.url=" + database,
                        "connections.two.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "connections.defaults.sql.flyway.locations=" + FILES + "pets")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Connections connections = context.getBean(Connections.class);
                    assertThat(pets(connections.get("one", SqlConnection.class)))
                            .containsExactly("rex");
                    assertThat(pets(connections.get("two", SqlConnection.class)))
                            .containsExactly("rex");
                });
    }

    @Test
    void unknownKeysAndValuesThatCannotBeReadAreReported() {
        pets.withPropertyValues(
                        "connections.pet-db.flyway.lokations=x",
                        "connections.pet-db.flyway.connect-retries=many",
                        "connections.pet-db.sql-init.modus=x")
                .run(context -> assertThat(context)
                        .getFailure()
                        .message()
                        .contains("connections.pet-db.flyway.lokations", "Did you mean 'flyway.locations'?")
                        .contains("connections.pet-db.sql-init.modus", "Did you mean 'sql-init.mode'?"));
        pets.withPropertyValues("connections.pet-db.flyway.connect-retries=many")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("connections.pet-db.flyway.connect-retries")
                        .hasMessageContaining("is not a valid int"));
        pets.withPropertyValues("connections.pet-db.flyway.password=x")
                .run(context ->
                        assertThat(context).getFailure().hasMessageContaining("has no user. Set 'flyway.user', too."));
    }

    @Test
    void environmentVariablesSetThem() {
        RUNNER.withPropertyValues("connections.pet-db.url=" + database)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new org.springframework.core.env.SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of(
                                        "CONNECTIONS_PETDB_FLYWAY_LOCATIONS",
                                        FILES + "pets",
                                        "CONNECTIONS_PETDB_FLYWAY_BASELINEVERSION",
                                        "7"))))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(pets(context.getBean(SqlConnection.class))).containsExactly("rex");
                    assertThat(context.getBean(Flyway.class)
                                    .getConfiguration()
                                    .getBaselineVersion()
                                    .getVersion())
                            .isEqualTo("7");
                });
    }

    @Test
    void loginsAndReadOnlyConnectionsAreRefused() {
        RUNNER.withPropertyValues(
                        "connections.pet-db.url=jdbc:postgresql://localhost/x",
                        "connections.pet-db.login.form.user=",
                        "connections.pet-db.login.form.password=",
                        "connections.pet-db.flyway.locations=" + FILES + "pets")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("'flyway' cannot run, because each user opens the connection"));
        pets.withPropertyValues("connections.pet-db.read-only=true").run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("changes the database, but 'read-only' is true"));
    }

    @Test
    void callbacksWithTheQualifierOfTheConnectionAreCalled() {
        pets.withPropertyValues(
                        "connections.order-db.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "connections.order-db.flyway.locations=" + FILES + "orders")
                .withUserConfiguration(Callbacks.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean("ofPets", Counting.class).calls).hasValue(1);
                    assertThat(context.getBean("ofNobody", Counting.class).calls)
                            .hasValue(0);
                });
    }

    private static List<String> pets(SqlConnection petDb) {
        return petDb.sql("select name from pets").list(String.class);
    }

    private static long history(SqlConnection petDb) {
        return petDb.sql("select count(*) from \"flyway_schema_history\" where \"type\" = 'SQL'")
                .value(Long.class);
    }

    private static List<String> tables(Connections connections, String name) {
        return connections
                .get(name, SqlConnection.class)
                .sql("select table_name from information_schema.tables where table_schema = 'PUBLIC'")
                .list(String.class);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class Entities {}

    @Configuration(proxyBeanMethods = false)
    static class Callbacks {

        @Bean
        @Qualifier("pet-db")
        Counting ofPets() {
            return new Counting();
        }

        @Bean
        Counting ofNobody() {
            return new Counting();
        }
    }

    static final class Counting extends BaseCallback implements Callback {

        final AtomicInteger calls = new AtomicInteger();

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            calls.incrementAndGet();
        }
    }
}
