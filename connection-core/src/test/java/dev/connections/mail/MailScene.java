package dev.connections.mail;

import static dev.connections.testing.Records.with;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.mail.smtp.MailEncryption;
import dev.connections.mail.smtp.SmtpConnectionFactory;
import dev.connections.mail.smtp.SmtpSettings;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.support.WaitingClock;
import dev.connections.testing.mail.SmtpServer;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.time.Duration;

/** A mail connection as an application has it. */
public final class MailScene implements AutoCloseable {

    public static final MailSettings SETTINGS = with(MailSettings.DEFAULTS, "from", "Shop <shop@example.com>");

    final SupervisedConnection<MailTransport> supervised;

    public final SupervisedMailConnection mail;

    final TestObservationRegistry observations = TestObservationRegistry.create();

    MailScene(SmtpServer server) {
        this(factory(smtp(server)), SETTINGS, Credentials.none());
    }

    public MailScene(
            ConnectionFactory<? extends MailTransport> factory, MailSettings settings, Credentials credentials) {
        this(factory, settings, credentials, SupervisionSettings.defaults(), WaitingClock.SYSTEM);
    }

    MailScene(
            ConnectionFactory<? extends MailTransport> factory,
            MailSettings settings,
            Credentials credentials,
            SupervisionSettings supervision,
            WaitingClock clock) {
        this.supervised = new SupervisedConnection<>(
                new ConnectionName("shop-mail"), "mail", factory, CredentialsProvider.of(credentials), supervision);
        this.mail = new SupervisedMailConnection(supervised, settings, MailTexts.NONE, observations, clock);
    }

    public static SmtpConnectionFactory factory(SmtpSettings settings) {
        return new SmtpConnectionFactory(new ConnectionName("shop-mail"), settings);
    }

    static SmtpSettings smtp(SmtpServer server) {
        return smtp(server.port());
    }

    static SmtpSettings smtp(int port) {
        Duration bound = Duration.ofSeconds(10);
        return SmtpSettings.of("127.0.0.1", port, MailEncryption.NONE)
                .withBounds(new SmtpSettings.Bounds(bound, bound, bound, 4, bound));
    }

    @Override
    public void close() {
        supervised.close();
    }
}
