package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.connections.ConnectionFactory;
import dev.connections.credentials.Credentials;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What is logged of logins: what the operator has to know, and nothing about users. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginLogTests {

    private static final String SECRET = "correct horse battery staple";

    private final LoginScene scene = new LoginScene();

    private final Logger library = (Logger) LoggerFactory.getLogger("dev.connections");

    private final Log log = new Log();

    @BeforeEach
    void listen() {
        library.setLevel(Level.INFO);
        library.setAdditive(false);
        log.start();
        library.addAppender(log);
    }

    @AfterEach
    void close() {
        scene.close();
        library.detachAppender(log);
        library.setAdditive(true);
        library.setLevel(null);
    }

    @Test
    void thatUsersLogInAndOutIsTheirBusiness() {
        LoginId alice = scene.logIn("alice");
        assertThat(scene.attempt("alice", SECRET, "192.0.2.1")).isEqualTo(LoginFailure.REFUSED);
        scene.logins.close(alice);
        scene.logins.close();
        assertThat(log.lines).isEmpty();
    }

    @Test
    void thatAConnectionOfAUserBrokeIsTheirBusiness() throws Exception {
        LoginId alice = scene.logIn("alice");
        scene.server.hangUp();
        assertThatThrownBy(() -> scene.whoIs(alice)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> scene.whoIs(alice)).isInstanceOf(LoginRequiredException.class);
        scene.logins.close();
        assertThat(log.lines).isEmpty();
    }

    @Test
    void thatTheTargetIsGoneIsTheOperators() {
        scene.server.close();
        assertThat(scene.attempt("alice", SECRET, "192.0.2.1")).isEqualTo(LoginFailure.UNREACHABLE);
        assertThat(log.lines)
                .singleElement()
                .asString()
                .startsWith("WARN A login to connection 'vault' failed")
                .contains("Connection refused")
                .doesNotContain("alice", SECRET);
    }

    @Test
    void aFactoryThatTellsTheSecretIsNotRepeated() {
        scene.logins.reload(LoginScene.FORM, entered -> new Talkative(), scene.supervision, LoginSettings.defaults());
        assertThat(scene.attempt("alice", SECRET, "192.0.2.1")).isEqualTo(LoginFailure.UNREACHABLE);
        assertThat(log.lines)
                .singleElement()
                .asString()
                .contains("I cannot connect with ******")
                .doesNotContain(SECRET);
    }

    @Test
    void whatUsersAreToldSaysNoMoreThanTheKind() {
        scene.logins.reload(LoginScene.FORM, entered -> new Talkative(), scene.supervision, LoginSettings.defaults());
        Map<String, char[]> entered = LoginScene.entered("alice", SECRET);
        assertThatThrownBy(() -> scene.logins.open(new LoginRequest(LoginId.random(), entered, "192.0.2.1", null)))
                .isInstanceOf(LoginFailedException.class)
                .hasMessage("The login to connection 'vault' failed: UNREACHABLE")
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThat(entered.values()).allSatisfy(value -> assertThat(value).containsOnly('\0'));
    }

    private static final class Log extends AppenderBase<ILoggingEvent> {

        private static final Pattern OF_ANOTHER_CONNECTION = Pattern.compile("[Cc]onnection '(?!vault')");

        final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            String message = event.getFormattedMessage();
            // one of another test may still be closing
            if (!OF_ANOTHER_CONNECTION.matcher(message).find()) {
                lines.add(event.getLevel() + " " + message + " " + event.getThrowableProxy());
            }
        }
    }

    /** As its author should not have written it. */
    private static final class Talkative implements ConnectionFactory<PasswordClient> {

        @Override
        public PasswordClient connect(Credentials credentials) throws IOException {
            throw new IOException("I cannot connect with " + credentials.secret());
        }

        @Override
        public boolean isOpen(PasswordClient client) {
            return false;
        }

        @Override
        public void close(PasswordClient client) {}
    }
}
