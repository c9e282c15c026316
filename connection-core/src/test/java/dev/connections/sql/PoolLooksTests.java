package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.CheckInconclusiveException;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The health check and the lookup of lost calls both look at an idle connection of the pool. */
@RequiresServer
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolLooksTests {

    private static final int LOOKUPS = 500;

    /** Shorter than a check waits for the lookup, or for the pool. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final ExecutorService lookers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        lookers.shutdownNow();
    }

    /** A check that had to wait for too long may open a session: such a run, on a busy machine, proves nothing. */
    @Test
    void simultaneousLooksOpenNoSession() throws Exception {
        for (; ; ) {
            TestDatabase database = TestDatabases.postgres();
            HikariConnectionFactory factory = factory(database);
            GuardedPool pool = (GuardedPool) factory.connect(Credentials.of(database.username(), database.password()));
            try {
                if (slowestLook(pool).compareTo(PATIENCE) < 0) {
                    assertThat(sessions(database)).isEqualTo(1);
                    return;
                }
            } finally {
                factory.close(pool);
            }
        }
    }

    private Duration slowestLook(GuardedPool pool) throws Exception {
        Future<?> lookups = lookers.submit(() -> {
            for (int done = 0; done < LOOKUPS; ) {
                done += pool.lendIdle(PoolLooksTests::select) ? 1 : 0;
            }
            return null;
        });
        long slowest = 0;
        while (!lookups.isDone()) {
            long begun = System.nanoTime();
            assertThat(pool.isAlive()).isTrue();
            slowest = Math.max(slowest, System.nanoTime() - begun);
        }
        lookups.get();
        return Duration.ofNanos(slowest);
    }

    @Test
    void aPoolInUseThatBreaksDuringACheckIsAsAliveAsTheServer() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        HikariConnectionFactory factory = factory(database);
        for (int i = 0; i < 20; i++) {
            GuardedPool pool = withIdleConnection(factory, database);
            Connection used = pool.take(0, false);
            pool.giveBack(pool.take(0, false), false);
            try {
                AtomicReference<Future<Boolean>> check = new AtomicReference<>();
                boolean lent = pool.lendIdle(connection -> {
                    CountDownLatch started = new CountDownLatch(1);
                    check.set(lookers.submit(() -> {
                        started.countDown();
                        return pool.isAlive();
                    }));
                    await(started);
                    pool.breakUp();
                });
                assertThat(lent).isTrue();
                assertThat(answers(pool, check.get())).isTrue();
                assertThat(used.isValid(1)).isTrue();
                pool.giveBack(used, false);
                assertThat(pool.isAlive()).as("nobody uses it").isFalse();
            } finally {
                factory.close(pool);
            }
        }
    }

    /** A login that has not finished is no result. */
    private static boolean answers(GuardedPool pool, Future<Boolean> check) throws Exception {
        try {
            return check.get();
        } catch (ExecutionException ex) {
            assertThat(ex).hasCauseInstanceOf(CheckInconclusiveException.class);
        }
        for (; ; ) {
            try {
                return pool.isAlive();
            } catch (CheckInconclusiveException ex) {
                Thread.yield();
            }
        }
    }

    private static void await(CountDownLatch latch) throws SQLException {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            throw new SQLException(ex);
        }
    }

    private static GuardedPool withIdleConnection(HikariConnectionFactory factory, TestDatabase database)
            throws Exception {
        GuardedPool pool = (GuardedPool) factory.connect(Credentials.of(database.username(), database.password()));
        pool.giveBack(pool.take(0, false), false);
        return pool;
    }

    /** Without a minimum of idle connections, which the pool would open while the only one is looked at. */
    private static HikariConnectionFactory factory(TestDatabase database) {
        PoolSettings defaults = PoolSettings.DEFAULTS;
        PoolSettings pool = new PoolSettings(
                10,
                0,
                defaults.connectionTimeout(),
                defaults.idleTimeout(),
                defaults.maxLifetime(),
                defaults.keepaliveTime(),
                defaults.leakDetectionThreshold(),
                defaults.validationTimeout(),
                null,
                null,
                null,
                null);
        return new HikariConnectionFactory(
                new ConnectionName("pet-db"),
                SqlAddress.of(database.jdbcUrl()).target(),
                new SqlSettings(pool, Map.of(), false, Duration.ofSeconds(30), Duration.ofMinutes(1), null, null));
    }

    private static void select(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private static int sessions(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from pg_stat_activity where datname = '"
                        + database.database() + "' and pid <> pg_backend_pid()")) {
            result.next();
            return result.getInt(1);
        }
    }
}
