package dev.connections.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.mail.MailScene;
import dev.connections.testing.SelfSigned;
import dev.connections.testing.mail.SmtpReaction;
import dev.connections.testing.mail.SmtpServer;
import dev.connections.testing.mail.SmtpServer.Options;
import dev.connections.testing.mail.SmtpStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encryption, users and secrets. */
@Timeout(60)
class SmtpLoginTests {

    private static final String SECRET = "hunter2-ünique";

    private static SelfSigned key;

    @BeforeAll
    static void makeKey(@TempDir Path directory) throws Exception {
        key = SelfSigned.in(directory);
    }

    private static Options options(boolean implicit) throws Exception {
        return Options.plain().withTls(key.keyStore(), SelfSigned.PASSWORD, implicit);
    }

    private static Supplier<SSLSocketFactory> trust() {
        return () -> {
            try {
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(key.trustStore());
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, trust.getTrustManagers(), null);
                return context.getSocketFactory();
            } catch (Exception ex) {
                throw new IllegalStateException(ex);
            }
        };
    }

    private static SmtpSettings smtp(SmtpServer server, MailEncryption encryption) {
        Duration bound = Duration.ofSeconds(10);
        return SmtpSettings.of("127.0.0.1", server.port(), encryption)
                .withBounds(new SmtpSettings.Bounds(bound, bound, bound, 4, bound));
    }

    private static MailScene scene(SmtpSettings settings, Credentials credentials) {
        return new MailScene(MailScene.factory(settings), MailScene.SETTINGS, credentials);
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS, PLAIN", "STARTTLS, LOGIN", "TLS, PLAIN", "STARTTLS, XOAUTH2", "TLS, XOAUTH2"})
    void logsInOnAnEncryptedWay(MailEncryption encryption, String mechanism) throws Exception {
        SmtpSettings settings;
        try (SmtpServer server = SmtpServer.start(
                options(encryption == MailEncryption.TLS).withUser("shop@example.com", SECRET, mechanism))) {
            settings = smtp(server, encryption).withSockets(trust());
            settings = mechanism.equals("XOAUTH2") ? settings.withXoauth2() : settings;
            try (MailScene scene = scene(settings, Credentials.of("shop@example.com", SECRET))) {
                scene.mail.send("jane@example.com", "Hello", "text");
                scene.mail.send("jane@example.com", "Hello again", "text");
                assertThat(server.taken()).isEqualTo(2);
                assertThat(server.commands()).filteredOn("AUTH"::equals).hasSize(1);
            }
        }
    }

    @Test
    void sendsNothingInTheClearWhenTheServerDoesNotOfferToEncrypt() throws Exception {
        try (SmtpServer server = SmtpServer.start(Options.plain().withUser("shop", SECRET, "PLAIN"));
                MailScene scene = scene(smtp(server, MailEncryption.STARTTLS), Credentials.of("shop", SECRET))) {
            assertThatExceptionOfType(ConnectionUnavailableException.class)
                    .isThrownBy(() -> scene.mail.send("jane@example.com", "Hello", "text"))
                    .withStackTraceContaining("does not offer STARTTLS")
                    .withStackTraceContaining("'encryption'");
            assertThat(server.commands()).doesNotContain("AUTH");
        }
    }

    @Test
    void sendsNothingToAServerThatCannotShowWhoItIs() throws Exception {
        try (SmtpServer server = SmtpServer.start(options(false).withUser("shop", SECRET, "PLAIN"));
                MailScene scene = scene(smtp(server, MailEncryption.STARTTLS), Credentials.of("shop", SECRET))) {
            assertThatExceptionOfType(ConnectionUnavailableException.class)
                    .isThrownBy(() -> scene.mail.send("jane@example.com", "Hello", "text"))
                    .withStackTraceContaining("'ssl-bundle'");
            assertThat(server.commands()).doesNotContain("AUTH");
        }
    }

    @Test
    void asksOnceWithCredentialsThatAreRefusedAndTellsNobodyTheSecret() throws Exception {
        try (SmtpServer server = SmtpServer.start(Options.plain().withUser("shop", "another", "PLAIN"));
                MailScene scene = scene(smtp(server, MailEncryption.NONE), Credentials.of("shop", SECRET))) {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(CredentialsRefusedException.class)
                        .isThrownBy(() -> scene.mail.send("jane@example.com", "Hello", "text"))
                        .withMessageContaining("535 5.7.8")
                        .satisfies(ex -> assertThat(stackTrace(ex)).doesNotContain(SECRET, "hunter2"));
            }
            assertThat(scene.mail.state()).isEqualTo(ConnectionState.REFUSED);
            assertThat(server.commands()).filteredOn("AUTH"::equals).hasSize(1);
        }
    }

    @Test
    void isRefusedWhenThePasswordStopsBeingRightWhileItRuns() throws Exception {
        try (SmtpServer server = SmtpServer.start(Options.plain().withUser("shop", SECRET, "PLAIN"));
                MailScene scene = scene(smtp(server, MailEncryption.NONE), Credentials.of("shop", SECRET))) {
            scene.mail.send("jane@example.com", "Hello", "text");
            server.always(SmtpStep.AUTH, SmtpReaction.answer("535 5.7.8 no longer"));
            server.dropAll();
            assertThatExceptionOfType(CredentialsRefusedException.class)
                    .isThrownBy(() -> scene.mail.send("jane@example.com", "Hello again", "text"));
            assertThat(scene.mail.state()).isEqualTo(ConnectionState.REFUSED);
            assertThat(server.commands()).filteredOn("AUTH"::equals).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void waitsForAServerThatIsTooBusyToLogAnybodyIn() throws Exception {
        try (SmtpServer server = SmtpServer.start(Options.plain().withUser("shop", SECRET, "PLAIN"));
                MailScene scene = scene(smtp(server, MailEncryption.NONE), Credentials.of("shop", SECRET))) {
            server.next(SmtpStep.AUTH, SmtpReaction.answer("454 4.7.0 temporary authentication failure"));
            scene.mail.send("jane@example.com", "Hello", "text");
            assertThat(server.taken()).isEqualTo(1);
        }
    }

    @Test
    void doesNotSendAsNobodyWhenTheServerAsksForNobody() throws Exception {
        try (SmtpServer server = SmtpServer.start(Options.plain());
                MailScene scene = scene(smtp(server, MailEncryption.NONE), Credentials.of("shop", SECRET))) {
            assertThatExceptionOfType(ConnectionUnavailableException.class)
                    .isThrownBy(() -> scene.mail.send("jane@example.com", "Hello", "text"))
                    .withStackTraceContaining("asks for no user");
            assertThat(server.taken()).isZero();
        }
    }

    @Test
    void fetchesAnotherTokenWhenTheServerRefusesTheOneItHas() throws Exception {
        AtomicInteger forgotten = new AtomicInteger();
        CredentialsProvider tokens = new CredentialsProvider() {

            @Override
            public Credentials get() {
                return Credentials.of(null, forgotten.get() == 0 ? "expired-token" : SECRET);
            }

            @Override
            public void invalidate(Credentials refused) {
                assertThat(refused.secret()).isEqualTo("expired-token");
                forgotten.incrementAndGet();
            }
        };
        try (SmtpServer server = SmtpServer.start(Options.plain().withUser("shop@example.com", SECRET, "XOAUTH2"));
                MailScene scene = new MailScene(
                        new SmtpConnectionFactory(
                                new ConnectionName("shop-mail"),
                                smtp(server, MailEncryption.NONE).withXoauth2(),
                                tokens),
                        MailScene.SETTINGS,
                        Credentials.of("shop@example.com", null))) {
            scene.mail.send("jane@example.com", "Hello", "text");
            assertThat(server.taken()).isEqualTo(1);
            assertThat(forgotten).hasValue(1);
        }
    }

    @Test
    void keepsTheSecretOutOfWhatJakartaMailPrintsForDebugging() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (SmtpServer server = SmtpServer.start(Options.plain().withUser("shop", SECRET, "PLAIN LOGIN"));
                MailScene scene = scene(
                        smtp(server, MailEncryption.NONE)
                                .withProperties(Map.of(
                                        "mail.debug",
                                        "true",
                                        "mail.debug.auth",
                                        "true",
                                        "mail.debug.auth.password",
                                        "true")),
                        Credentials.of("shop", SECRET))) {
            scene.mail.send("jane@example.com", "Hello", "text");
        } finally {
            System.setOut(before);
        }
        String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("EHLO")
                .doesNotContain(SECRET)
                .doesNotContain(base64)
                .doesNotContain(
                        Base64.getEncoder().encodeToString(("\0shop\0" + SECRET).getBytes(StandardCharsets.UTF_8)));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
