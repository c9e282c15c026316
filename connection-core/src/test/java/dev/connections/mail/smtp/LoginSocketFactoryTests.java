package dev.connections.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.credentials.Credentials;
import dev.connections.mail.MailScene;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login may take as long as connecting, and an answer to a message much longer. */
@Timeout(60)
class LoginSocketFactoryTests {

    private static final Duration LOGIN = Duration.ofSeconds(1);

    private static final Duration MESSAGE = Duration.ofMinutes(10);

    private final LoginSocketFactory sockets = new LoginSocketFactory();

    private final Properties session = new Properties();

    @ParameterizedTest
    @EnumSource
    void aServerThatSaysNothingHoldsUpNoAttempt(MailEncryption encryption) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            SmtpSettings settings = SmtpSettings.of("127.0.0.1", silent.getLocalPort(), encryption)
                    .withBounds(new SmtpSettings.Bounds(LOGIN, MESSAGE, MESSAGE, 1, LOGIN));
            assertThatThrownBy(() -> MailScene.factory(settings).connect(Credentials.none()))
                    .hasStackTraceContaining("timed out");
        }
    }

    @Test
    void anAnswerMayTakeLongerAfterTheLogin() throws Exception {
        sockets.useFor(session, Map.of(), LOGIN);
        assertThat(session)
                .containsEntry("mail.smtp.socketFactory", sockets)
                .containsEntry("mail.smtp.timeout", "1000");
        try (Socket socket = sockets.createSocket()) {
            socket.setSoTimeout(1000);
            sockets.loggedIn(MESSAGE);
            assertThat(socket.getSoTimeout()).isEqualTo((int) MESSAGE.toMillis());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.smtp.socketFactory.class",
                "mail.smtp.ssl.socketFactory.class",
                "mail.smtp.socks.host",
                "mail.smtp.proxy.host",
                "mail.smtp.timeout"
            })
    void whoeverMakesOrBoundsSocketsKeepsThem(String property) {
        sockets.useFor(session, Map.of(property, "1"), LOGIN);
        assertThat(session).isEmpty();
    }
}
