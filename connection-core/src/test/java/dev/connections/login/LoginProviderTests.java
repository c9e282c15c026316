package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.testing.FixedLogins;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logins whose credentials somebody else keeps, such as a token that is renewed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginProviderTests {

    private static final String PRINCIPAL = "alice@example.com";

    private final LoginScene scene = new LoginScene();

    private final AtomicInteger questions = new AtomicInteger();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void isOfThePrincipalAlone() throws Exception {
        FixedLogins alice = open("alice");
        assertThat(scene.ask(alice, "who am I")).isEqualTo("alice");
        assertThatThrownBy(() -> scene.ask(new FixedLogins(alice.id(), "bob@example.com"), "who am I"))
                .isInstanceOf(LoginRequiredException.class);
        assertThatThrownBy(() -> scene.whoIs(alice.id())).isInstanceOf(LoginRequiredException.class);
    }

    @Test
    void isOpenedAgainWhenItBreaks() throws Exception {
        FixedLogins alice = open("alice");
        scene.server.hangUp();
        assertThatThrownBy(() -> scene.ask(alice, "who am I")).isInstanceOf(IOException.class);
        assertThat(scene.ask(alice, "who am I")).isEqualTo("alice");
        assertThat(scene.logins.isOpen(alice.id(), PRINCIPAL)).isTrue();
        assertThat(scene.server.attempts()).isEqualTo(2);
        assertThat(questions).hasValue(2);
        LoginScene.until(() -> scene.server.open() == 1);
    }

    @Test
    void isNeverOpenedAgainAfterLogout() {
        FixedLogins alice = open("alice");
        scene.logins.close(alice.id());
        assertThatThrownBy(() -> scene.ask(alice, "who am I")).isInstanceOf(LoginRequiredException.class);
        LoginScene.until(() -> scene.server.open() == 0);
        assertThat(questions).hasValue(1);
    }

    @Test
    void endsWhenItIsIdle() {
        FixedLogins alice = open("alice");
        scene.runtime.advance(LoginSettings.defaults().idleTimeout().plus(Duration.ofMinutes(1)));
        assertThatThrownBy(() -> scene.ask(alice, "who am I")).isInstanceOf(LoginRequiredException.class);
        LoginScene.until(() -> scene.server.open() == 0);
    }

    @Test
    void whatIsRefusedLeavesThePlace() {
        scene.logins.reload(LoginScene.FORM, scene.factoryProvider(), scene.supervision, LoginScene.settings(1, 1, 1));
        for (int i = 0; i < 3; i++) {
            LoginScene.until(() -> {
                try {
                    scene.logins.open(LoginId.random(), PRINCIPAL, provider("alice", "wrong"));
                    return false;
                } catch (LoginFailedException ex) {
                    assertThat(ex.failure()).isIn(LoginFailure.REFUSED, LoginFailure.BUSY);
                    return ex.failure() == LoginFailure.REFUSED;
                }
            });
        }
        LoginScene.until(() -> scene.attempt("bob", PasswordServer.passwordOf("bob"), "192.0.2.1") == null);
        assertThat(scene.server.most()).isEqualTo(1);
    }

    @Test
    void aProviderThatFailsOpensNothing() {
        CredentialsProvider failing = () -> {
            throw new IOException("the authorization server is away");
        };
        assertThatThrownBy(() -> scene.logins.open(LoginId.random(), PRINCIPAL, failing))
                .isInstanceOfSatisfying(LoginFailedException.class, ex -> assertThat(ex.failure())
                        .isEqualTo(LoginFailure.UNREACHABLE))
                .hasNoCause();
        assertThat(scene.server.attempts()).isZero();
    }

    @Test
    void countsAsOneOfThePrincipal() {
        scene.logins.reload(LoginScene.FORM, scene.factoryProvider(), scene.supervision, LoginScene.settings(10, 1, 1));
        FixedLogins first = open("alice");
        FixedLogins second = open("alice");
        assertThat(scene.logins.isOpen(first.id(), PRINCIPAL)).isFalse();
        assertThat(scene.logins.isOpen(second.id(), PRINCIPAL)).isTrue();
    }

    private FixedLogins open(String user) {
        LoginId id = LoginId.random();
        scene.logins.open(id, PRINCIPAL, provider(user, PasswordServer.passwordOf(user)));
        return new FixedLogins(id, PRINCIPAL);
    }

    private CredentialsProvider provider(String user, String password) {
        return () -> {
            questions.incrementAndGet();
            return Credentials.of(user, password);
        };
    }
}
