package dev.connections.autoconfigure.sql.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.AmbiguousDataSourcesAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartablePostgres;
import dev.connections.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Migrations of a PostgreSQL server that is slow or down. */
@RequiresServer
@ExtendWith(OutputCaptureExtension.class)
class SqlMigrationsOnServersTests {

    private static final String FILES = "classpath:dev/connections/autoconfigure/sql/migration/";

    private final RestartablePostgres server = RestartablePostgres.create();

    private ApplicationContextRunner runner;

    @AfterEach
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void configure() {
        TestDatabase database = server.database();
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SqlConnectionAutoConfiguration.class,
                        ConnectionsAutoConfiguration.class,
                        AmbiguousDataSourcesAutoConfiguration.class,
                        DataSourceAutoConfiguration.class))
                .withPropertyValues(
                        "connections.pet-db.url=" + database.jdbcUrl(),
                        "connections.pet-db.username=" + database.username(),
                        "connections.pet-db.password=" + database.password());
    }

    @ParameterizedTest
    @CsvSource({
        "flyway.locations,pets,pets",
        "liquibase.change-log,changelog.sql,visits",
        "sql-init.schema-locations,schema.sql,scripted"
    })
    void eachToolMigratesPostgresql(String key, String file, String table) {
        runner.withPropertyValues(
                        "connections.pet-db." + key + "=" + FILES + file, "connections.pet-db.sql-init.mode=always")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(SqlConnection.class).table(table).columns())
                            .isNotEmpty();
                });
    }

    @Test
    void settingsForOneDatabaseAreKnown() {
        runner.withPropertyValues(
                        "connections.pet-db.flyway.locations=" + FILES + "pets",
                        "connections.pet-db.flyway.postgresql.transactional-lock=false")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(SqlConnection.class)
                                    .table("pets")
                                    .columns())
                            .isNotEmpty();
                });
    }

    @Test
    void theStartWaitsForMigrationsThatTakeLongerThanTheConnectTimeout() {
        runner.withPropertyValues(
                        "connections.pet-db.flyway.locations=" + FILES + "slow",
                        "connections.pet-db.start=required",
                        "connections.pet-db.connect-timeout=500ms")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    SqlConnection petDb = context.getBean(SqlConnection.class);
                    assertThat(petDb.table("slow").size()).isZero();
                    assertThat(petDb.sql("select count(*) from flyway_schema_history where type = 'SQL'")
                                    .value(Long.class))
                            .isEqualTo(1);
                });
    }

    @Test
    void aConnectionThatIsDownAtStartIsMigratedWhenItIsOpened(CapturedOutput output) {
        server.kill();
        runner.withPropertyValues(
                        "connections.pet-db.flyway.locations=" + FILES + "pets",
                        "connections.pet-db.connect-timeout=1s")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output).contains("Its migrations ('flyway') run when it is opened, before it is used.");
                    server.start();
                    SqlConnection petDb = context.getBean(SqlConnection.class);
                    await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> assertThat(
                                    petDb.sql("select name from pets").list(String.class))
                            .containsExactly("rex"));
                });
    }

    @Test
    void aRequiredConnectionThatIsDownFailsTheStart() {
        server.kill();
        runner.withPropertyValues(
                        "connections.pet-db.flyway.locations=" + FILES + "pets",
                        "connections.pet-db.start=required",
                        "connections.pet-db.connect-timeout=1s")
                .run(context -> assertThat(context).getFailure().rootCause().satisfies(cause -> assertThat(
                                context.getStartupFailure())
                        .hasStackTraceContaining("Connection 'pet-db'")));
    }

    @Test
    void scriptsThatDoNotRunBecauseTheDatabaseIsNotEmbeddedAreReported(CapturedOutput output) {
        runner.withPropertyValues("connections.pet-db.sql-init.schema-locations=" + FILES + "schema.sql")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output).contains("'connections.pet-db.sql-init.mode' to 'always'");
                });
    }
}
