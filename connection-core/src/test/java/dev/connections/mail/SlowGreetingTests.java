package dev.connections.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import dev.connections.supervision.resilience.SupervisionSettings.Recovery;
import dev.connections.testing.faults.NewConnections;
import dev.connections.testing.faults.TcpProxy;
import dev.connections.testing.mail.SmtpServer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that takes its time to greet, as those do that want to keep spam away, is not a dead one. */
@Timeout(60)
class SlowGreetingTests {

    /** Checks may take longer than any login here, so that only a result ends them. */
    private static final Recovery CHECKED_BY_THE_TEST = new Recovery(
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ZERO,
            1.5,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofSeconds(20));

    private SmtpServer server;

    private TcpProxy proxy;

    private MailScene scene;

    @BeforeEach
    void start() throws Exception {
        server = SmtpServer.start(SmtpServer.Options.plain());
        proxy = TcpProxy.to(server.port());
        scene = new MailScene(MailScene.factory(MailScene.smtp(proxy.port())), MailScene.SETTINGS, Credentials.none());
        scene.mail.send("jane@example.com", "first", "text");
    }

    @AfterEach
    void stop() throws Exception {
        scene.close();
        proxy.close();
        server.close();
    }

    /** The server has closed the idle transport, and greets no new one. */
    private void checkWithoutGreeting() throws Exception {
        proxy.newConnections(NewConnections.SILENT);
        server.dropAll();
        scene.supervised.verify(Duration.ZERO);
    }

    @Test
    void aCheckWhoseLoginHasNotFinishedIsNoEvidence() throws Exception {
        checkWithoutGreeting();
        assertThat(scene.mail.state()).isEqualTo(ConnectionState.UP);
        proxy.heal();
        scene.mail.send("jane@example.com", "second", "text");
        scene.supervised.verify(Duration.ZERO);
        assertThat(scene.mail.state()).isEqualTo(ConnectionState.UP);
        assertThat(scene.supervised.statistics().openings()).isEqualTo(1);
        assertThat(server.taken()).isEqualTo(2);
    }

    @Test
    void aCheckWhoseLoginFailsIs() throws Exception {
        checkWithoutGreeting();
        server.stop();
        proxy.heal();
        while (scene.mail.state() == ConnectionState.UP) {
            scene.supervised.verify(Duration.ZERO);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
