package dev.connections.sql.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.CheckInconclusiveException;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.url.SqlAddress;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The health check and the lookup of lost calls both look at an idle connection of the pool. */
@RequiresServer
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdleConnectionProbeTests {

    private static final int LOOKUPS = 500;

    private static final int ROUNDS = 20;

    /** Shorter than a check waits for the lookup, or for the pool. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final ExecutorService lookers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        lookers.shutdownNow();
    }

    @Test
    void simultaneousLooksOpenNoSession() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            TestDatabase database = TestDatabases.postgres();
            HikariConnectionFactory factory = factory(database);
            FailFastPool pool = factory.connect(Credentials.of(database.username(), database.password()));
            try {
                if (probesWithoutDelay(pool)) {
                    assertOneSession(database);
                    return;
                }
            } finally {
                factory.close(pool);
            }
        }
        Assumptions.abort("On a machine this busy a check has to wait for too long, and may open a session");
    }

    /** Returns whether no look took so long that it may have opened a session. */
    private boolean probesWithoutDelay(FailFastPool pool) throws Exception {
        Future<Boolean> lookups = lookers.submit(() -> {
            AtomicInteger done = new AtomicInteger();
            boolean delayed = false;
            while (!delayed && done.get() < LOOKUPS) {
                delayed = isDelayed(
                        () -> done.addAndGet(pool.idleProbe().lend(IdleConnectionProbeTests::select) ? 1 : 0));
            }
            return delayed;
        });
        boolean delayed = false;
        AtomicReference<CheckInconclusiveException> inconclusive = new AtomicReference<>();
        while (!lookups.isDone()) {
            delayed |= isDelayed(() -> {
                try {
                    assertThat(pool.isAlive()).isTrue();
                } catch (CheckInconclusiveException ex) {
                    inconclusive.set(ex);
                }
            });
        }
        delayed |= lookups.get();
        if (!delayed) {
            assertThat(inconclusive).as("a login that no delayed look began").hasNullValue();
        }
        return !delayed;
    }

    /** Only a look that is delayed may fail. */
    private static boolean isDelayed(Look look) {
        long begun = System.nanoTime();
        Throwable failure = null;
        try {
            look.look();
        } catch (SQLException | RuntimeException | AssertionError ex) {
            failure = ex;
        }
        boolean delayed = System.nanoTime() - begun >= PATIENCE.toNanos();
        if (!delayed && failure != null) {
            throw new AssertionError(failure);
        }
        return delayed;
    }

    @Test
    void aPoolInUseThatBreaksDuringACheckIsAsAliveAsTheServer() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        HikariConnectionFactory factory = factory(database);
        for (int i = 0; i < 20; i++) {
            FailFastPool pool = withIdleConnection(factory, database);
            Connection used = pool.take(0, false);
            pool.giveBack(pool.take(0, false), false);
            try {
                AtomicReference<Future<Boolean>> check = new AtomicReference<>();
                boolean lent = pool.idleProbe().lend(connection -> {
                    CountDownLatch started = new CountDownLatch(1);
                    check.set(lookers.submit(() -> {
                        started.countDown();
                        return pool.isAlive();
                    }));
                    await(started);
                    pool.markBroken();
                });
                assertThat(lent).isTrue();
                assertThat(answers(pool, check.get())).isTrue();
                assertThat(used.isValid(10)).isTrue();
                pool.giveBack(used, false);
                assertThat(pool.isAlive()).as("nobody uses it").isFalse();
            } finally {
                factory.close(pool);
            }
        }
    }

    /** A login that has not finished is no result. */
    private static boolean answers(FailFastPool pool, Future<Boolean> check) throws Exception {
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

    private static FailFastPool withIdleConnection(HikariConnectionFactory factory, TestDatabase database)
            throws Exception {
        FailFastPool pool = factory.connect(Credentials.of(database.username(), database.password()));
        pool.giveBack(pool.take(0, false), false);
        return pool;
    }

    /** Without a minimum of idle connections, which the pool would open while the only one is looked at. */
    private static HikariConnectionFactory factory(TestDatabase database) {
        PoolSettings pool = PoolSettings.DEFAULTS.withSize(10, 0);
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

    /** The server may count one that has been closed for a moment. */
    private static void assertOneSession(TestDatabase database) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        int sessions = sessions(database);
        while (sessions != 1) {
            assertThat(System.nanoTime()).as("%d sessions", sessions).isLessThan(deadline);
            sessions = sessions(database);
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

    /** A health check, or a lookup of lost calls. */
    @FunctionalInterface
    private interface Look {

        void look() throws SQLException;
    }
}
