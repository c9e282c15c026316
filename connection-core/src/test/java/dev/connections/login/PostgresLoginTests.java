package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connections.cache.CacheSettings;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.testing.FixedLogins;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users of a database that keeps them apart by row-level security: none ever sees the row of another. */
@RequiresServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresLoginTests {

    private static final int DATABASE_USERS = 50;

    private static final int PEOPLE = 1_000;

    private static final int MOST = 40;

    private static final int OPENINGS = 8;

    private static final Duration HOUR = Duration.ofHours(1);

    private static TestDatabase database;

    private static PostgresUsers users;

    private SqlLogins scene;

    @BeforeAll
    static void createUsers() throws Exception {
        database = TestDatabases.postgres();
        users = PostgresUsers.create(database, DATABASE_USERS);
    }

    private void start(LoginSettings settings) {
        scene = new SqlLogins(
                database.jdbcUrl(), settings, CacheSettings.defaults(), SqlLogins.settings(Duration.ofMinutes(1)));
    }

    @AfterEach
    void close() {
        scene.close();
        LoginScene.until(() -> users.sessions() == 0);
    }

    @Test
    void aThousandPeopleNeverSeeWhatIsNotTheirs() throws Exception {
        LoginSettings defaults = LoginSettings.defaults();
        start(new LoginSettings(
                MOST,
                1,
                OPENINGS,
                defaults.idleTimeout(),
                PEOPLE,
                PEOPLE,
                defaults.failurePeriod(),
                defaults.refusalTime()));
        Sampler sampler = new Sampler();
        ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
        List<Future<Integer>> visits = new ArrayList<>();
        try (sampler) {
            for (int i = 0; i < PEOPLE; i++) {
                String name = users.name(i);
                String person = "person " + i;
                visits.add(threads.submit(() -> visit(name, person)));
            }
            int reads = 0;
            for (Future<Integer> visit : visits) {
                reads += visit.get(90, TimeUnit.SECONDS);
            }
            assertThat(reads).isEqualTo(PEOPLE * 9);
            LoginScene.until(() -> users.sessions() == 0);
        } finally {
            threads.shutdownNow();
        }
        assertThat(scene.logins.cache().statistics().entries()).isZero();
        assertThat(sampler.samples.get()).isGreaterThan(10);
        // the server counts a session until its process has ended, when the client has long opened another
        assertThat(sampler.most.get()).isBetween(2, MOST + MOST / 2);
    }

    /** Logs in, reads in every way there is, and logs out; how often everything was as it should be. */
    private int visit(String name, String person) throws Exception {
        FixedLogins user = new FixedLogins(LoginId.random(), person);
        String secret = PostgresUsers.secretOf(name);
        logInWhenThereIsRoom(user, name);
        try {
            List<String> seen = user.call(() -> readInEveryWay(secret));
            assertThat(seen).hasSize(9).containsOnly(secret);
            return seen.size();
        } finally {
            scene.logins.close(user.id());
        }
    }

    private List<String> readInEveryWay(String secret) {
        List<String> seen = new ArrayList<>();
        seen.add(scene.warehouse.sql(PostgresUsers.READ).value(String.class));
        for (int i = 0; i < 3; i++) {
            seen.addAll(scene.warehouse.query(PostgresUsers.READ, HOUR).column("secret", String.class));
        }
        seen.addAll(scene.warehouse
                .jdbcClient()
                .sql(PostgresUsers.READ)
                .query(String.class)
                .list());
        scene.warehouse.transaction(tx -> {
            assertThat(tx.update("update secrets set secret = secret")).isEqualTo(1);
            seen.addAll(tx.query(PostgresUsers.READ).column("secret", String.class));
        });
        seen.addAll(scene.warehouse.query(PostgresUsers.READ, HOUR).column("secret", String.class));
        assertThat(scene.warehouse
                        .sql("select count(*) from secrets where secret <> :secret")
                        .param("secret", secret)
                        .value(Long.class))
                .isZero();
        seen.add(scene.warehouse.sql(PostgresUsers.READ).ttl(HOUR).value(String.class));
        seen.add(scene.warehouse.sql(PostgresUsers.READ).ttl(HOUR).value(String.class));
        return seen;
    }

    private void logInWhenThereIsRoom(FixedLogins user, String name) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(80);
        for (long pause = 10; ; pause = Math.min(2 * pause, 200)) {
            try {
                scene.logins.open(new LoginRequest(
                        user.id(),
                        LoginScene.entered(name, PostgresUsers.passwordOf(name)),
                        "192.0.2.1",
                        user.principal()));
                return;
            } catch (LoginFailedException ex) {
                // a login of a busy machine may time out
                assertThat(ex.failure()).isIn(LoginFailure.BUSY, LoginFailure.TIMED_OUT);
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                    pause + ThreadLocalRandom.current().nextLong(pause)));
        }
    }

    @Test
    void aUserHasOnePhysicalConnectionForAllThreads() throws Exception {
        start(LoginSettings.defaults());
        FixedLogins user = scene.logIn(users.name(0), PostgresUsers.passwordOf(users.name(0)));
        Set<String> backends = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String number = String.valueOf(i);
                calls.add(() -> {
                    backends.add(scene.read(user, "select cast(pg_backend_pid() as text)"));
                    return scene.read(user, "select '" + number + "' || secret from secrets")
                            .equals(number + PostgresUsers.secretOf(users.name(0)));
                });
            }
            for (Future<Boolean> right : threads.invokeAll(calls)) {
                assertThat(right.get(30, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(backends).hasSize(1);
        assertThat(users.sessions()).isEqualTo(1);
    }

    @Test
    void everyBackendIsGoneAfterLogout() throws Exception {
        start(LoginSettings.defaults());
        List<FixedLogins> open = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            open.add(scene.logIn(users.name(i), PostgresUsers.passwordOf(users.name(i))));
        }
        assertThat(users.sessions()).isEqualTo(10);
        open.forEach(user -> scene.logins.close(user.id()));
        LoginScene.until(() -> users.sessions() == 0);
        for (FixedLogins user : open) {
            assertThatThrownBy(() -> scene.read(user, PostgresUsers.READ)).isInstanceOf(LoginRequiredException.class);
        }
    }

    @Test
    void aRefusalTellsNothingAboutWhoExists() throws Exception {
        Duration refusalTime = Duration.ofMillis(400);
        LoginSettings defaults = LoginSettings.defaults();
        start(new LoginSettings(
                MOST, 1, OPENINGS, defaults.idleTimeout(), 10, 100, defaults.failurePeriod(), refusalTime));
        String locked = database.database() + "_user_locked";
        database.execute("create role %s nologin password 'x'".formatted(locked));
        Set<String> told = ConcurrentHashMap.newKeySet();
        for (String name : List.of(users.name(0), "nobody", locked, database.database() + "_user_")) {
            long began = System.nanoTime();
            LoginFailedException refusal =
                    catchThrowableOfType(LoginFailedException.class, () -> scene.logIn(name, "wrong"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(name).isGreaterThanOrEqualTo(refusalTime);
            assertThat(refusal).hasNoCause().hasNoSuppressedExceptions();
            told.add(refusal.failure() + " " + refusal.retryAfter() + " " + refusal.getMessage());
        }
        assertThat(told).containsExactly("REFUSED null The login to connection 'warehouse' failed: REFUSED");
    }

    /** Counts the backends, again and again. */
    private static final class Sampler implements AutoCloseable {

        final AtomicInteger most = new AtomicInteger();

        final AtomicInteger samples = new AtomicInteger();

        private final Thread thread = new Thread(this::sample, "sampler");

        private volatile boolean over;

        Sampler() {
            thread.start();
        }

        private void sample() {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                while (!over) {
                    most.accumulateAndGet(PostgresUsers.sessions(statement, database), Math::max);
                    samples.incrementAndGet();
                }
            } catch (SQLException ex) {
                throw new IllegalStateException(ex);
            }
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
    }
}
