package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlAddress;
import dev.connections.sql.url.SqlTarget;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartablePostgres;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.faults.SlowLoginDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server whose logins are slow is not a dead one. */
@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowLoginTests {

    private static final int STATEMENT_SECONDS = 8;

    private static RestartableServer server;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    private SupervisedConnection<DataSource> supervised;

    private SupervisedSqlConnection sql;

    @BeforeAll
    static void startServer() {
        server = RestartablePostgres.create();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @AfterEach
    void close() {
        SlowLoginDriver.delay(Duration.ZERO);
        supervised.close();
        callers.shutdownNow();
    }

    private void open(int maximumSize, int minimumIdle) {
        TestDatabase database = server.database();
        ConnectionName name = new ConnectionName("pet-db");
        SqlTarget target = SqlAddress.of(database.jdbcUrl()).target();
        SqlTarget slow = new SqlTarget(
                target.dialect(),
                target.jdbcUrl(),
                target.properties(),
                target.credentials(),
                SlowLoginDriver.class.getName());
        SqlSettings settings = new SqlSettings(
                PoolSettings.DEFAULTS.withSize(maximumSize, minimumIdle),
                Map.of(),
                false,
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                null,
                null);
        supervised = new SupervisedConnection<>(
                name,
                "sql",
                new HikariConnectionFactory(name, slow, settings),
                CredentialsProvider.of(Credentials.of(database.username(), database.password())),
                SupervisionSettings.defaults());
        sql = new SupervisedSqlConnection(supervised, SqlDialect.POSTGRESQL, SqlOptions.defaults());
        sql.query("select 1");
    }

    @ParameterizedTest
    @CsvSource({"1300, 10, 0", "1300, 10, 1", "2200, 10, 1", "2200, 10, 0", "2500, 2, 1", "3000, 2, 0"})
    void aLongStatementIsNotCutOffWhileLoginsAreSlow(long delayMillis, int maximumSize, int minimumIdle)
            throws Exception {
        open(maximumSize, minimumIdle);
        SlowLoginDriver.delay(Duration.ofMillis(delayMillis));
        int statements = Math.min(maximumSize, 2);
        List<Future<Duration>> running = new ArrayList<>();
        for (int i = 0; i < statements; i++) {
            running.add(callers.submit(() -> {
                long begun = System.nanoTime();
                sql.sql("select pg_sleep(" + STATEMENT_SECONDS + ")").noRetry().list(String.class);
                return Duration.ofNanos(System.nanoTime() - begun);
            }));
        }
        for (Future<Duration> each : running) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(Duration.ofSeconds(STATEMENT_SECONDS));
        }
        assertThat(supervised.state()).isEqualTo(ConnectionState.UP);
        assertThat(supervised.statistics().openings()).isEqualTo(1);
        assertThat(SlowLoginDriver.logins())
                .as("logins: those of the pool, with its idle ones, and one for all checks")
                .isLessThanOrEqualTo(statements + minimumIdle + 1);
    }

    @Test
    void aServerWhoseLoginsHaveBecomeSlowIsUpAgainAfterOneLogin() {
        open(2, 1);
        SlowLoginDriver.delay(Duration.ofMillis(2200));
        server.kill();
        server.start();
        long begun = System.nanoTime();
        assertThat(sql.query("select 1", Integer.class)).containsExactly(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Bounds.LONGEST.plus(Bounds.TOLERANCE));
        assertThat(supervised.state()).isEqualTo(ConnectionState.UP);
        assertThat(supervised.statistics().openings())
                .as("a second pool, unless the first has replaced its idle session already")
                .isBetween(1L, 2L);
    }
}
