package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.cache.CacheSettings;
import dev.connections.cache.Scope;
import dev.connections.rows.Rows;
import dev.connections.testing.FixedLogins;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;

/** Cached results live as long as the login, and are its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginCacheTests {

    private static final String WHO = "select who from me";

    private static final Duration HOUR = Duration.ofHours(1);

    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();

    private Connection owner;

    private SqlLogins scene;

    @BeforeEach
    void prepare() throws Exception {
        owner = DriverManager.getConnection(url, "admin", "secret");
        execute(
                "create table version as select 1 as number",
                "create view me as select current_user || ' ' || number as who from version",
                "create user alice password 'a'",
                "create user bob password 'b'",
                "grant select on me to public");
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
        owner.close();
    }

    private void start(CacheSettings cache) {
        scene = new SqlLogins(url, LoginSettings.defaults(), cache, SqlLogins.settings(Duration.ofMinutes(1)));
    }

    @Test
    void twoLoginsOfOneUserShareNothing() throws Exception {
        start(cache(HOUR, null, null));
        FixedLogins one = scene.logIn("alice", "a");
        FixedLogins two = scene.logIn("alice", "a");
        Rows ofOne = rows(one);
        assertThat(rows(one)).isSameAs(ofOne);
        assertThat(rows(two)).isNotSameAs(ofOne);
        assertThat(scene.logins.cache().statistics().loads()).isEqualTo(2);
        scene.logins.close(one.id());
        assertThat(rows(two).row(0).getString("who")).isEqualTo("ALICE 1");
        assertThat(scene.logins.cache().statistics().loads()).isEqualTo(2);
        assertThat(scene.logins.cache().statistics().entries()).isEqualTo(1);
    }

    @Test
    void resultsThatAreSharedElsewhereAreEachUsersOwnHere() throws Exception {
        start(cache(HOUR, null, null));
        assertThat(scene.logins.cache().settings().scope()).isEqualTo(Scope.SHARED);
        FixedLogins alice = scene.logIn("alice", "a");
        FixedLogins bob = scene.logIn("bob", "b");
        for (int i = 0; i < 3; i++) {
            assertThat(scene.read(alice, WHO)).isEqualTo("ALICE 1");
            assertThat(scene.read(bob, WHO)).isEqualTo("BOB 1");
        }
        assertThat(scene.logins.cache().statistics().loads()).isEqualTo(2);
    }

    @Test
    void resultsAreLoadedAnewInTheBackgroundForTheUser() throws Exception {
        start(cache(HOUR, AT_ONCE, null));
        FixedLogins alice = scene.logIn("alice", "a");
        FixedLogins bob = scene.logIn("bob", "b");
        assertThat(scene.read(alice, WHO)).isEqualTo("ALICE 1");
        assertThat(scene.read(bob, WHO)).isEqualTo("BOB 1");
        execute("update version set number = 2");
        LoginScene.until(() -> read(alice).equals("ALICE 2"));
        LoginScene.until(() -> read(bob).equals("BOB 2"));
        assertThat(scene.logins.cache().statistics().failedLoads()).isZero();
    }

    @Test
    void olderResultsAreServedToTheLoginThatReadThem() throws Exception {
        start(cache(AT_ONCE, null, HOUR));
        FixedLogins alice = scene.logIn("alice", "a");
        assertThat(scene.read(alice, WHO)).isEqualTo("ALICE 1");
        execute("drop view me");
        assertThat(scene.read(alice, WHO)).isEqualTo("ALICE 1");
        assertThat(scene.logins.cache().statistics().staleHits()).isEqualTo(1);
        FixedLogins again = scene.logIn("alice", "a");
        assertThatThrownBy(() -> scene.read(again, WHO)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void nothingOlderIsServedAfterLogout() throws Exception {
        start(cache(AT_ONCE, null, HOUR));
        FixedLogins alice = scene.logIn("alice", "a");
        assertThat(scene.read(alice, WHO)).isEqualTo("ALICE 1");
        scene.logins.close(alice.id());
        assertThatThrownBy(() -> scene.read(alice, WHO)).isInstanceOf(LoginRequiredException.class);
        assertThat(scene.logins.cache().statistics().entries()).isZero();
    }

    @Test
    void nothingOlderIsServedAfterTheConnectionBroke() throws Exception {
        start(cache(AT_ONCE, null, HOUR));
        FixedLogins alice = scene.logIn("alice", "a");
        assertThat(scene.read(alice, WHO)).isEqualTo("ALICE 1");
        execute("call abort_session((select session_id from information_schema.sessions where user_name = 'ALICE'))");
        LoginScene.until(() -> {
            try {
                return !scene.isOpen(alice) || scene.read(alice, WHO).isEmpty();
            } catch (LoginRequiredException ex) {
                return true;
            } catch (Exception ex) {
                throw new IllegalStateException(ex);
            }
        });
        assertThatThrownBy(() -> scene.read(alice, WHO)).isInstanceOf(LoginRequiredException.class);
        assertThat(scene.logins.cache().statistics().entries()).isZero();
    }

    @Test
    void whatIsLoadedDuringALogoutLeavesNothing() throws Exception {
        start(cache(HOUR, null, null));
        FixedLogins alice = scene.logIn("alice", "a");
        execute("set exclusive 1");
        FutureTask<String> reading = new FutureTask<>(() -> scene.read(alice, WHO));
        Thread thread = new Thread(reading, "reading");
        thread.start();
        LoginScene.until(
                () -> scene.logins.cache().statistics().misses() == 1 && thread.getState() != Thread.State.RUNNABLE);
        scene.logins.close(alice.id());
        execute("set exclusive false");
        assertThat(outcome(reading)).isIn("ALICE 1", "LoginRequiredException");
        assertThat(scene.logins.cache().statistics().entries()).isZero();
    }

    @Test
    void resetForgetsAll() throws Exception {
        start(cache(HOUR, null, null));
        scene.read(scene.logIn("alice", "a"), WHO);
        scene.read(scene.logIn("bob", "b"), WHO);
        scene.logins.reset();
        assertThat(scene.logins.cache().statistics().entries()).isZero();
    }

    private static String outcome(Future<String> reading) throws Exception {
        try {
            return reading.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException ex) {
            return ex.getCause().getClass().getSimpleName();
        }
    }

    private String read(FixedLogins user) {
        try {
            return scene.read(user, WHO);
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private Rows rows(FixedLogins user) throws Exception {
        Callable<Rows> reading = () -> scene.warehouse.query(WHO);
        return user.call(reading);
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static CacheSettings cache(Duration ttl, Duration refreshAfter, Duration staleIfError) {
        CacheSettings defaults = CacheSettings.defaults();
        return new CacheSettings(
                ttl,
                refreshAfter,
                staleIfError,
                defaults.scope(),
                0,
                defaults.maxSize(),
                Duration.ZERO,
                defaults.evictOnWrite());
    }
}
