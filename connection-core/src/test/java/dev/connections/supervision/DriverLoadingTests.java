package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlAddress;
import dev.connections.sql.url.SqlTarget;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.runtime.ManualRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loading a driver for the first time is not held against the time-outs of connecting. */
@Timeout(60)
class DriverLoadingTests {

    private static final CountDownLatch loading = new CountDownLatch(1);

    private static final CountDownLatch mayLoad = new CountDownLatch(1);

    private final ManualRuntime runtime = new ManualRuntime();

    @Test
    void aCallerWaitsForADriverForLongerThanForAConnection() throws Exception {
        ConnectionName name = new ConnectionName("pet-db");
        SqlTarget target = SqlAddress.of("jdbc:h2:mem:loading").target();
        SupervisionSettings settings = Scene.SETTINGS;
        SupervisedConnection<DataSource> supervised = new SupervisedConnection<>(
                name,
                "sql",
                new HikariConnectionFactory(
                        name,
                        new SqlTarget(
                                SqlDialect.H2,
                                target.jdbcUrl(),
                                Map.of(),
                                Credentials.none(),
                                SlowToLoadDriver.class.getName()),
                        SqlSettings.DEFAULTS),
                CredentialsProvider.of(Credentials.none()),
                settings,
                runtime);
        try {
            SupervisedSqlConnection sql = new SupervisedSqlConnection(supervised, SqlDialect.H2, SqlOptions.defaults());
            CompletableFuture<List<Integer>> call =
                    CompletableFuture.supplyAsync(() -> sql.query("select 1", Integer.class));
            loading.await();
            runtime.advance(settings.connectTimeout().multipliedBy(5));
            assertThat(supervised.state()).isEqualTo(ConnectionState.CONNECTING);
            assertThat(call).isNotDone();
            mayLoad.countDown();
            assertThat(call.get()).containsExactly(1);
            assertThat(supervised.statistics().failedAttempts()).isZero();
            assertThat(supervised.statistics().openingTime()).isLessThan(Duration.ofSeconds(1));
        } finally {
            supervised.close();
        }
    }

    /** Blocks whatever loads it. Instantiated by its name. */
    public static final class SlowToLoadDriver extends org.h2.Driver {

        static {
            loading.countDown();
            try {
                if (!mayLoad.await(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("The test has not gone on");
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
