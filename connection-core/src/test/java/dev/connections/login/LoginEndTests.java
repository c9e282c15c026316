package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionState;
import dev.connections.Lease;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.resilience.SupervisionSettings.Recovery;
import dev.connections.testing.FixedLogins;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a login ends, and that it never comes back. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginEndTests {

    private static final Duration IDLE = LoginSettings.defaults().idleTimeout();

    private static final Duration MOMENT = Duration.ofSeconds(30);

    private LoginScene scene = new LoginScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void logoutClosesTheConnection() {
        LoginId alice = scene.logIn("alice");
        scene.logins.close(alice);
        assertLoggedOut(alice);
        LoginScene.until(() -> scene.server.open() == 0);
        scene.logins.close(alice);
        scene.logins.close(LoginId.random());
    }

    @Test
    void whoeverDoesNotUseItForLongIsLoggedOut() {
        LoginId alice = scene.logIn("alice");
        scene.runtime.advance(IDLE.minus(MOMENT));
        LoginId bob = scene.logIn("bob");
        scene.runtime.advance(MOMENT.multipliedBy(2));
        assertLoggedOut(alice);
        assertThat(scene.logins.isOpen(bob, null)).isTrue();
        LoginScene.until(() -> scene.server.open() == 1);
    }

    @Test
    void whoeverUsesItStays() throws Exception {
        LoginId alice = scene.logIn("alice");
        LoginId bob = scene.logIn("bob");
        for (int i = 0; i < 10; i++) {
            scene.runtime.advance(IDLE.dividedBy(2));
            assertThat(scene.whoIs(alice)).isEqualTo("alice");
            assertThat(scene.logins.isOpen(bob, null)).isTrue();
        }
    }

    @Test
    void nobodyIsIdleWhileAnswersAreAwaited() throws Exception {
        LoginId alice = scene.logIn("alice");
        Future<String> answer = slowAnswer(alice);
        scene.runtime.advance(IDLE.multipliedBy(10));
        scene.server.answerSlowly();
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("alice");
        assertThat(scene.whoIs(alice)).isEqualTo("alice");
    }

    @Test
    void nobodyIsIdleWhoHoldsALease() throws Exception {
        LoginId alice = scene.logIn("alice");
        Lease<PasswordClient> lease = new FixedLogins(alice).call(() -> scene.vault.lease());
        scene.runtime.advance(IDLE.multipliedBy(10));
        assertThat(lease.resource().ask("who am I")).isEqualTo("alice");
        lease.close();
        lease.close();
        scene.runtime.advance(IDLE.minus(MOMENT));
        assertThat(scene.whoIs(alice)).isEqualTo("alice");
        scene.runtime.advance(IDLE.plus(MOMENT));
        assertLoggedOut(alice);
    }

    @Test
    void aConnectionThatBrokeIsNeverOpenedAgain() {
        LoginId alice = scene.logIn("alice");
        scene.server.hangUp();
        // what it does not notice before it is told is a failure of the call
        assertThatThrownBy(() -> scene.whoIs(alice)).isInstanceOf(IOException.class);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> scene.whoIs(alice)).isInstanceOf(LoginRequiredException.class);
        }
        assertLoggedOut(alice);
        LoginScene.until(() -> attempt("bob") == null);
        assertThat(scene.server.attempts()).isEqualTo(2);
    }

    @Test
    void aConnectionThatBreaksWhileNobodyUsesItEndsTheLogin() {
        Recovery defaults = Recovery.defaults();
        restart(scene.supervision.withRecovery(new Recovery(
                defaults.rideOut(),
                defaults.initialInterval(),
                defaults.eagerPeriod(),
                defaults.multiplier(),
                defaults.maxInterval(),
                Duration.ofMillis(50),
                defaults.checkTimeout())));
        LoginId alice = scene.logIn("alice");
        scene.server.hangUp();
        LoginScene.until(() -> scene.logins.state() == ConnectionState.NEW);
        assertLoggedOut(alice);
        assertThat(scene.server.attempts()).isEqualTo(1);
    }

    @Test
    void resetLogsTheUserOut() throws Exception {
        LoginId alice = scene.logIn("alice");
        LoginId bob = scene.logIn("bob");
        new FixedLogins(alice).call(() -> {
            scene.vault.reset();
            return null;
        });
        assertLoggedOut(alice);
        assertThat(scene.whoIs(bob)).isEqualTo("bob");
        scene.vault.reset();
    }

    @Test
    void callsInFlightFinishBeforeItIsClosed() throws Exception {
        LoginId alice = scene.logIn("alice");
        Future<String> answer = slowAnswer(alice);
        scene.logins.close(alice);
        assertLoggedOut(alice);
        assertThat(scene.server.open()).isEqualTo(1);
        scene.server.answerSlowly();
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("alice");
        LoginScene.until(() -> scene.server.open() == 0);
    }

    @Test
    void anotherLoginOfTheSameIdTakesItsPlace() throws Exception {
        LoginId id = scene.logIn("alice");
        scene.logIn(id, "bob", null);
        assertThat(scene.whoIs(id)).isEqualTo("bob");
        LoginScene.until(() -> scene.server.open() == 1);
    }

    @Test
    void oneThatFailsTakesNobodysPlace() throws Exception {
        LoginId id = scene.logIn("alice");
        assertThatThrownBy(() -> scene.logins.open(
                        new LoginRequest(id, LoginScene.entered("alice", "wrong"), "192.0.2.1", null)))
                .isInstanceOf(LoginFailedException.class);
        assertThat(scene.whoIs(id)).isEqualTo("alice");
    }

    @Test
    void reloadEndsAll() throws Exception {
        List<LoginId> all = List.of(scene.logIn("alice"), scene.logIn("bob"));
        reload();
        assertThat(all).allSatisfy(this::assertLoggedOut);
        assertThat(scene.logins.state()).isEqualTo(ConnectionState.NEW);
        LoginScene.until(() -> scene.server.open() == 0);
        assertThat(scene.whoIs(scene.logIn("alice"))).isEqualTo("alice");
        assertThat(scene.runtime.scheduled()).isEqualTo(1);
    }

    @Test
    void whoLogsInDuringAReloadIsNotLeftAtTheOldTarget() throws Exception {
        scene.server.shutDoors();
        LoginId id = LoginId.random();
        Future<LoginFailure> attempt = inBackground(() -> {
            try {
                scene.logIn(id, "alice", null);
                return null;
            } catch (LoginFailedException ex) {
                return ex.failure();
            }
        });
        LoginScene.until(() -> scene.server.attempts() == 1);
        reload();
        scene.server.openDoors();
        assertThat(attempt.get(10, TimeUnit.SECONDS)).isEqualTo(LoginFailure.BUSY);
        assertLoggedOut(id);
        LoginScene.until(() -> scene.server.open() == 0);
    }

    @Test
    void suspensionClosesAllAndOthersLogInAgain() throws Exception {
        LoginId alice = scene.logIn("alice");
        scene.logins.suspend();
        assertThat(scene.server.open()).isZero();
        assertLoggedOut(alice);
        assertThat(scene.whoIs(scene.logIn("alice"))).isEqualTo("alice");
    }

    @Test
    void shutdownClosesAll() {
        List<LoginId> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(scene.logIn("user " + i));
        }
        scene.logins.close();
        assertThat(scene.server.open()).isZero();
        assertThat(all).allSatisfy(this::assertLoggedOut);
        assertThat(scene.logins.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(scene.runtime.scheduled()).isZero();
    }

    @Test
    void shutdownClosesTheOthersIfOneHangs() throws Exception {
        restart(LoginScene.timeouts(Duration.ofSeconds(10), Duration.ofMillis(400)));
        LoginId hanging = scene.logIn("alice");
        Future<String> answer = slowAnswer(hanging);
        for (int i = 0; i < 10; i++) {
            scene.logIn("user " + i);
        }
        long began = System.nanoTime();
        scene.logins.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(400), Duration.ofSeconds(20));
        // those that do not hang need a moment, too
        LoginScene.until(() -> scene.server.open() == 1);
        assertThat(answer.isDone()).isFalse();
    }

    @Test
    void nobodyLogsInAfterShutdown() {
        scene.logins.close();
        assertThatThrownBy(() -> scene.logIn("alice")).isInstanceOf(ConnectionClosedException.class);
        assertThat(scene.server.attempts()).isZero();
    }

    @Test
    void shutdownWaitsForThoseWhoLogIn() throws Exception {
        scene.server.shutDoors();
        Future<Boolean> attempt = inBackground(() -> {
            try {
                scene.logIn("alice");
                return false;
            } catch (ConnectionClosedException ex) {
                return true;
            }
        });
        LoginScene.until(() -> scene.server.attempts() == 1);
        Future<Integer> open = inBackground(() -> {
            scene.logins.close();
            return scene.server.open();
        });
        LoginScene.until(() -> scene.logins.state() == ConnectionState.CLOSED);
        assertThat(open.isDone()).isFalse();
        scene.server.openDoors();
        assertThat(open.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(attempt.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nobodyElseUsesALogin() throws Exception {
        LoginId alice = scene.logIn("alice", "alice@example.com");
        LoginId anonymous = scene.logIn("bob");
        assertThat(scene.ask(new FixedLogins(alice, "alice@example.com"), "who am I"))
                .isEqualTo("alice");
        for (FixedLogins other : List.of(
                new FixedLogins(alice, "bob@example.com"),
                new FixedLogins(alice, null),
                new FixedLogins(anonymous, "bob@example.com"),
                new FixedLogins(LoginId.random(), "alice@example.com"))) {
            assertThatThrownBy(() -> scene.ask(other, "who am I")).isInstanceOf(LoginRequiredException.class);
            assertThat(scene.logins.isOpen(other.id(), other.principal())).isFalse();
        }
        assertThat(scene.logins.isOpen(LoginId.of(alice.value()), "alice@example.com"))
                .isTrue();
    }

    @Test
    void theStateIsThatOfTheUser() throws Exception {
        LoginId alice = scene.logIn("alice");
        assertThat(scene.vault.state()).isEqualTo(ConnectionState.NEW);
        assertThat(new FixedLogins(alice).call(scene.vault::state)).isEqualTo(ConnectionState.UP);
        assertThat(scene.logins.read(scene.logins.gauges().get(0))).isEqualTo(1);
        scene.logins.close(alice);
        assertThat(new FixedLogins(alice).call(scene.vault::state)).isEqualTo(ConnectionState.NEW);
        assertThat(scene.logins.read(scene.logins.gauges().get(0))).isZero();
    }

    private void assertLoggedOut(LoginId id) {
        assertThat(scene.logins.isOpen(id, null)).isFalse();
        assertThatThrownBy(() -> scene.whoIs(id)).isInstanceOf(LoginRequiredException.class);
    }

    private LoginFailure attempt(String user) {
        return scene.attempt(user, PasswordServer.passwordOf(user), "192.0.2.1");
    }

    private void reload() {
        scene.logins.reload(LoginScene.FORM, scene.factoryProvider(), scene.supervision, LoginSettings.defaults());
    }

    private void restart(SupervisionSettings supervision) {
        scene.close();
        scene = new LoginScene(LoginSettings.defaults(), supervision);
    }

    /** Returns as soon as the user has the connection and waits for the answer. */
    private Future<String> slowAnswer(LoginId id) throws Exception {
        CompletableFuture<Boolean> asking = new CompletableFuture<>();
        Future<String> answer = inBackground(() -> new FixedLogins(id).call(() -> {
            String result = scene.vault.call(client -> {
                asking.complete(true);
                return client.ask("something slow");
            });
            return result;
        }));
        asking.get(10, TimeUnit.SECONDS);
        return answer;
    }

    private static <T> Future<T> inBackground(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "in-background");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
