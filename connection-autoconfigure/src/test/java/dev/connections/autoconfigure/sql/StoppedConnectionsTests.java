package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connections.ConnectionState;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A context that is stopped, as before a checkpoint of the process, and started again. */
@RequiresServer
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppedConnectionsTests {

    private final TestDatabase database = TestDatabases.postgres();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class))
            .withPropertyValues(
                    "connections.pet-db.url=" + database.jdbcUrl(),
                    "connections.pet-db.username=" + database.username(),
                    "connections.pet-db.password=" + database.password(),
                    "connections.pet-db.pool.minimum-idle=4",
                    "connections.pet-db.close-timeout=10s");

    @Test
    void noSocketIsLeftAfterTheStopAndAllWorksAfterTheStart() {
        runner.run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            assertThat(petDb.sql("select 1").value(Integer.class)).isEqualTo(1);
            await().atMost(Duration.ofSeconds(20)).until(() -> sessions() == 4);
            for (int i = 0; i < 3; i++) {
                context.stop();
                assertThat(petDb.state()).isEqualTo(ConnectionState.NEW);
                await().atMost(Duration.ofSeconds(20)).until(() -> sessions() == 0);
                context.start();
                assertThat(petDb.sql("select 1").value(Integer.class)).isEqualTo(1);
                assertThat(petDb.state()).isEqualTo(ConnectionState.UP);
            }
        });
    }

    @Test
    void aCallInFlightIsFinishedFirst() {
        runner.run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            CompletableFuture<Integer> call = running(petDb, 4);
            context.stop();
            // what it has returned reaches the future a moment after its connection is free
            assertThat(call).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(1);
            await().atMost(Duration.ofSeconds(20)).until(() -> sessions() == 0);
        });
    }

    @Test
    void aCallThatTakesLongerThanTheCloseTimeoutIsCut() {
        runner.withPropertyValues("connections.pet-db.close-timeout=500ms").run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            CompletableFuture<Integer> call = running(petDb, 30);
            long stopped = System.nanoTime();
            context.close();
            assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Duration.ofSeconds(10));
            // The server notices only when it has something to say.
            await().atMost(Duration.ofSeconds(20)).until(call::isCompletedExceptionally);
        });
    }

    /** A call that the server works on for so many seconds. */
    private CompletableFuture<Integer> running(SqlConnection petDb, int seconds) {
        CompletableFuture<Integer> call = CompletableFuture.supplyAsync(
                () -> petDb.sql("select 1 from pg_sleep(:seconds)")
                        .param("seconds", seconds)
                        .value(Integer.class),
                task -> new Thread(task, "in flight").start());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> count("and query like '%pg_sleep%' and state = 'active'") == 1);
        return call;
    }

    private long sessions() throws SQLException {
        return count("");
    }

    /** Sessions of the database, without the one that counts. */
    private long count(String condition) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from pg_stat_activity where datname = '"
                        + database.database() + "' and pid <> pg_backend_pid() " + condition)) {
            count.next();
            return count.getLong(1);
        }
    }
}
