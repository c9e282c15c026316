package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.login.form.LoginField;
import dev.connections.login.form.LoginForm;
import dev.connections.testing.FixedLogins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many connections there are: counted by the server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginLimitsTests {

    private static final String ADDRESS = "192.0.2.1";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private LoginScene scene;

    private LoginScene scene(int maxConnections, int maxPerUser, int maxOpenings) {
        scene = new LoginScene(LoginScene.settings(maxConnections, maxPerUser, maxOpenings));
        return scene;
    }

    @AfterEach
    void close() {
        scene.close();
        threads.shutdownNow();
    }

    @Test
    void thereAreNeverMoreThanMayBe() throws Exception {
        scene(2, 2, 2);
        LoginId alice = scene.logIn("alice");
        LoginId bob = scene.logIn("bob");
        assertThat(attempt("carol")).isEqualTo(LoginFailure.BUSY);
        assertThat(scene.server.attempts()).isEqualTo(2);
        assertThat(List.of(scene.whoIs(alice), scene.whoIs(bob))).containsExactly("alice", "bob");

        scene.logins.close(alice);
        LoginScene.until(() -> attempt("carol") == null);
        assertThat(scene.server.most()).isEqualTo(2);
    }

    @Test
    void simultaneousLoginsOfOneUserAllSucceedAndTheNewestIsKept() throws Exception {
        scene(1_000, 1, 20);
        for (int round = 0; round < 10; round++) {
            List<Callable<LoginFailure>> attempts = Collections.nCopies(40, () -> attempt("alice"));
            for (Future<LoginFailure> attempt : threads.invokeAll(attempts)) {
                assertThat(attempt.get()).isNull();
            }
            assertThat(scene.logins.read(scene.logins.gauges().get(0))).isEqualTo(1);
        }
        LoginScene.until(() -> scene.server.open() == 1);
    }

    @Test
    void aPlaceIsLeftOnlyWhenTheConnectionIsClosed() throws Exception {
        scene(1, 1, 1);
        LoginId alice = scene.logIn("alice");
        scene.server.ignoreGoodbyes();
        scene.logins.close(alice);
        assertThat(scene.logins.isOpen(alice, null)).isFalse();
        assertThat(attempt("bob")).isEqualTo(LoginFailure.BUSY);
        assertThat(scene.server.open()).isEqualTo(1);

        scene.server.heedGoodbyes();
        LoginScene.until(() -> attempt("bob") == null);
        assertThat(scene.server.most()).isEqualTo(1);
    }

    @Test
    void whoFailsLeavesExactlyOnePlace() {
        scene(1, 1, 1);
        for (int i = 0; i < 20; i++) {
            String user = "user " + i;
            assertThat(scene.attempt(user, "wrong", ADDRESS)).isEqualTo(LoginFailure.REFUSED);
            LoginScene.until(() -> scene.server.open() == 0);
        }
        // one place: not fewer, and not more
        LoginScene.until(() -> attempt("alice") == null);
        assertThat(attempt("bob")).isEqualTo(LoginFailure.BUSY);
        assertThat(scene.server.most()).isEqualTo(1);
    }

    @Test
    void anAttemptUnderWayTakesNobodysPlace() throws Exception {
        scene(1, 1, 2);
        scene.server.shutDoors();
        Future<LoginFailure> stuck = threads.submit(() -> scene.attempt("mallory", "wrong", ADDRESS));
        LoginScene.until(() -> scene.server.attempts() == 1);
        Future<LoginFailure> alice = threads.submit(() -> attempt("alice"));
        LoginScene.until(() -> scene.server.attempts() == 2);
        scene.server.openDoors();
        assertThat(alice.get(10, TimeUnit.SECONDS)).isNull();
        assertThat(stuck.get(10, TimeUnit.SECONDS)).isEqualTo(LoginFailure.REFUSED);
    }

    @Test
    void aTargetThatWantsOtherSettingsLeavesThePlace() {
        scene(1, 1, 1);
        scene.logins.reload(
                LoginScene.FORM,
                entered -> {
                    throw new IllegalArgumentException("no such setting");
                },
                scene.supervision,
                LoginScene.settings(1, 1, 1));
        for (int i = 0; i < 3; i++) {
            assertThat(attempt("alice")).isEqualTo(LoginFailure.INVALID);
        }
    }

    @Test
    void whatIsNoExceptionLeavesThePlaceToo() {
        scene(1, 1, 1);
        scene.logins.reload(
                LoginScene.FORM,
                entered -> {
                    throw new NoClassDefFoundError("a driver");
                },
                scene.supervision,
                LoginScene.settings(1, 1, 1));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> attempt("alice")).isInstanceOf(NoClassDefFoundError.class);
        }
    }

    @Test
    void theLeastRecentlyUsedLoginOfAUserMakesRoom() throws Exception {
        scene(10, 2, 2);
        LoginId other = scene.logIn("bob");
        LoginId first = scene.logIn("alice");
        scene.runtime.advance(Duration.ofSeconds(1));
        LoginId second = scene.logIn("alice");
        scene.runtime.advance(Duration.ofSeconds(1));
        scene.whoIs(first);
        scene.runtime.advance(Duration.ofSeconds(1));
        LoginId third = scene.logIn("alice");

        assertThat(scene.logins.isOpen(second, null)).isFalse();
        assertThat(List.of(scene.whoIs(first), scene.whoIs(third), scene.whoIs(other)))
                .containsExactly("alice", "alice", "bob");
        LoginScene.until(() -> scene.server.open() == 3);
    }

    @Test
    void whoFailsTakesNobodysPlace() throws Exception {
        scene(10, 1, 1);
        LoginId alice = scene.logIn("alice");
        assertThat(scene.attempt("alice", "wrong", ADDRESS)).isEqualTo(LoginFailure.REFUSED);
        assertThat(scene.whoIs(alice)).isEqualTo("alice");
    }

    @Test
    void aPrincipalCountsAndNotWhatIsEntered() throws Exception {
        scene(10, 1, 1);
        LoginId one = scene.logIn("shared", "alice@example.com");
        LoginId two = scene.logIn("shared", "bob@example.com");
        assertThat(scene.logins.isOpen(one, "alice@example.com")).isTrue();
        assertThat(scene.logins.isOpen(two, "bob@example.com")).isTrue();
        scene.logIn("other", "alice@example.com");
        assertThat(scene.logins.isOpen(one, "alice@example.com")).isFalse();
        assertThat(scene.logins.isOpen(two, "bob@example.com")).isTrue();
    }

    @Test
    void thoseWithoutANameDoNotMakeRoomForEachOther() {
        scene(10, 1, 1);
        LoginForm tokens = new LoginForm("vault", List.of(new LoginField("token", "", false)));
        scene.logins.reload(tokens, scene.factoryProvider(), scene.supervision, LoginScene.settings(10, 1, 1));
        // who has no name is "null" to this server
        char[] token = PasswordServer.passwordOf("null").toCharArray();
        LoginId one = LoginId.random();
        LoginId two = LoginId.random();
        for (LoginId id : List.of(one, two)) {
            scene.logins.open(new LoginRequest(id, Map.of("token", token.clone()), ADDRESS, null));
        }
        assertThat(scene.logins.isOpen(one, null)).isTrue();
        assertThat(scene.logins.isOpen(two, null)).isTrue();
    }

    @Test
    void fewAreOpenedAtATime() throws Exception {
        scene(100, 3, 3);
        scene.server.shutDoors();
        List<Future<LoginFailure>> attempts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String user = "user " + i;
            attempts.add(threads.submit(() -> attempt(user)));
        }
        LoginScene.until(() -> scene.server.attempts() == 3);
        scene.server.openDoors();
        for (Future<LoginFailure> attempt : attempts) {
            assertThat(attempt.get(10, TimeUnit.SECONDS)).isNull();
        }
        assertThat(scene.server.open()).isEqualTo(20);
    }

    @Test
    void whoseTurnDoesNotComeIsToldSo() throws Exception {
        scene = new LoginScene(
                LoginScene.settings(10, 1, 1), LoginScene.timeouts(Duration.ofSeconds(1), Duration.ofSeconds(5)));
        scene.server.shutDoors();
        Future<LoginFailure> first = threads.submit(() -> attempt("alice"));
        LoginScene.until(() -> scene.server.attempts() == 1);
        List<Future<LoginFailure>> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String user = "user " + i;
            others.add(threads.submit(() -> attempt(user)));
        }
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(LoginFailure.TIMED_OUT);
        List<LoginFailure> outcomes = new ArrayList<>();
        for (Future<LoginFailure> other : others) {
            outcomes.add(other.get(20, TimeUnit.SECONDS));
        }
        assertThat(outcomes).contains(LoginFailure.BUSY).isSubsetOf(LoginFailure.BUSY, LoginFailure.TIMED_OUT);
        scene.server.openDoors();
        LoginScene.until(() -> scene.server.open() == 0);
    }

    @Test
    @Timeout(value = 150, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStormOfFiveHundredNeverHasMoreConnectionsThanMayBe() throws Exception {
        int most = 20;
        scene(most, 3, 8);
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<Boolean>> users = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            // one in five has a wrong password, and as many are the same user
            String user = "user " + i % 400;
            boolean right = i % 5 != 0;
            String address = "10.0." + i / 250 + "." + i % 250;
            users.add(() -> {
                start.await();
                return visit(user, right ? PasswordServer.passwordOf(user) : "wrong", address) == right;
            });
        }
        List<Future<Boolean>> visits = users.stream().map(threads::submit).toList();
        start.countDown();
        for (Future<Boolean> visit : visits) {
            assertThat(visit.get(120, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(scene.server.most()).isBetween(2, most + 8);
        // who succeeds when all places have just been taken tries again
        assertThat(scene.server.sessions()).isGreaterThanOrEqualTo(400);
        LoginScene.until(() -> scene.server.open() == 0);
        assertThat(scene.logins.read(scene.logins.gauges().get(0))).isZero();
    }

    /** Tries until there is room, asks, and goes; whether the password was right. */
    private boolean visit(String user, String password, String address) throws Exception {
        LoginId id = LoginId.random();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(100);
        while (true) {
            try {
                scene.logins.open(new LoginRequest(id, LoginScene.entered(user, password), address, id.value()));
                break;
            } catch (LoginFailedException ex) {
                if (ex.failure() == LoginFailure.REFUSED) {
                    return false;
                }
                assertThat(ex.failure()).isEqualTo(LoginFailure.BUSY);
                assertThat(System.nanoTime()).isLessThan(deadline);
                // those who try again leave the processor to those who are let in
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        assertThat(scene.ask(new FixedLogins(id, id.value()), "who am I")).isEqualTo(user);
        scene.logins.close(id);
        return true;
    }

    private LoginFailure attempt(String user) {
        return scene.attempt(user, PasswordServer.passwordOf(user), ADDRESS);
    }
}
