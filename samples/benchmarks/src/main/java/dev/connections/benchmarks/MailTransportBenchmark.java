package dev.connections.benchmarks;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.mail.MailReceipt;
import dev.connections.mail.MailSettings;
import dev.connections.mail.MailTexts;
import dev.connections.mail.MailTransport;
import dev.connections.mail.SupervisedMailConnection;
import dev.connections.mail.smtp.MailEncryption;
import dev.connections.mail.smtp.SmtpConnectionFactory;
import dev.connections.mail.smtp.SmtpSettings;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.mail.SmtpServer;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Messages a second on the loopback interface, unencrypted, with a password. Compares pooled transports with a new one
 * for each message, as Spring's sender has it. On a network, and with TLS, opening one costs far more.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class MailTransportBenchmark {

    private SmtpServer server;

    private SupervisedConnection<MailTransport> supervised;

    private SupervisedMailConnection mail;

    private JavaMailSenderImpl sender;

    /** Starts the server. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        server = SmtpServer.start(
                SmtpServer.Options.plain().withUser("shop", "secret", "PLAIN").forgetful());
        ConnectionName name = new ConnectionName("shop-mail");
        supervised = new SupervisedConnection<>(
                name,
                "mail",
                new SmtpConnectionFactory(name, SmtpSettings.of("127.0.0.1", server.port(), MailEncryption.NONE)),
                CredentialsProvider.of(Credentials.of("shop", "secret")),
                SupervisionSettings.defaults());
        mail = new SupervisedMailConnection(
                supervised,
                new MailSettings(
                        "shop@example.com",
                        MailSettings.DEFAULTS.maxMessageSize(),
                        MailSettings.Retry.DEFAULTS,
                        null,
                        false),
                MailTexts.NONE,
                ObservationRegistry.NOOP);
        sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.port());
        sender.setUsername("shop");
        sender.setPassword("secret");
        sender.setDefaultEncoding("UTF-8");
        sender.getJavaMailProperties().setProperty("mail.smtp.auth", "true");
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        supervised.close();
        server.close();
    }

    /** Through transports that are kept. */
    @Benchmark
    public MailReceipt kept() {
        return mail.send("jane@example.com", "Your order", "It is on its way.");
    }

    /** Through a new transport for each message. */
    @Benchmark
    public int newForEach() {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom("shop@example.com");
        message.setTo("jane@example.com");
        message.setSubject("Your order");
        message.setText("It is on its way.");
        sender.send(message);
        return server.taken();
    }

    int connections() {
        return server.connections();
    }
}
