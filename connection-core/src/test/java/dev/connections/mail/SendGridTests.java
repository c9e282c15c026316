package dev.connections.mail;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.mail.sendgrid.SendGridConnectionFactory;
import dev.connections.mail.sendgrid.SendGridSettings;
import dev.connections.testing.mail.SendGridServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.SimpleMailMessage;
import tools.jackson.databind.JsonNode;

/** SendGrid's own library on a server that keeps the contract of its API. */
@Timeout(60)
class SendGridTests {

    private static final String KEY = "SG.abcdefg.hijklmnop";

    private SendGridServer server;

    private MailScene scene;

    @BeforeEach
    void start() throws IOException {
        server = SendGridServer.start(KEY);
        scene = scene(server.url(), false, KEY);
    }

    @AfterEach
    void stop() {
        scene.close();
        server.close();
    }

    private static MailScene scene(URI url, boolean sandbox, String key) {
        Duration bound = Duration.ofSeconds(10);
        return new MailScene(
                new SendGridConnectionFactory(
                        new ConnectionName("shop-mail"), new SendGridSettings(url, sandbox, bound, bound)),
                with(MailScene.SETTINGS, "retry", new MailSettings.Retry(3, Duration.ofMillis(1), false)),
                Credentials.of(null, key));
    }

    @Test
    void returnsStatusAndMessageId() {
        MailReceipt receipt = scene.mail.send("jane@example.com", "Hello", "text");
        assertThat(receipt).isEqualTo(new MailReceipt("sg-1", 202, "accepted"));
        JsonNode message = server.messages().get(0);
        assertThat(message.at("/from/email").asString()).isEqualTo("shop@example.com");
        assertThat(message.at("/from/name").asString()).isEqualTo("Shop");
        assertThat(message.path("mail_settings").isMissingNode()).isTrue();
    }

    @Test
    void sendsAllThatAMessageMayHold() {
        scene.mail
                .to("Jane Döe <jane@example.com>", "joe@example.com")
                .cc("carl@example.com", "jane@example.com")
                .bcc("secret@bücher.example")
                .replyTo("help@example.com")
                .subject("Räksmörgås ✓")
                .text("plain ✓")
                .html("<p>rich ✓ <img src='cid:logo'></p>")
                .inline("logo", new ByteArrayResource(new byte[] {1, 2}), "image/png")
                .attach("übersicht.csv", "a;b".getBytes(StandardCharsets.UTF_8))
                .header("X-Campaign", "spring")
                .send();
        JsonNode message = server.messages().get(0);
        JsonNode to = message.at("/personalizations/0");
        assertThat(to.at("/to/0/email").asString()).isEqualTo("jane@example.com");
        assertThat(to.at("/to/0/name").asString()).isEqualTo("Jane Döe");
        assertThat(to.at("/to/1/email").asString()).isEqualTo("joe@example.com");
        assertThat(to.path("cc")).hasSize(1);
        assertThat(to.at("/bcc/0/email").asString()).isEqualTo("secret@xn--bcher-kva.example");
        assertThat(message.at("/reply_to/email").asString()).isEqualTo("help@example.com");
        assertThat(message.path("subject").asString()).isEqualTo("Räksmörgås ✓");
        assertThat(message.at("/content/0/type").asString()).isEqualTo("text/plain");
        assertThat(message.at("/content/0/value").asString()).isEqualTo("plain ✓");
        assertThat(message.at("/content/1/value").asString()).contains("rich ✓");
        assertThat(message.at("/attachments/0/content_id").asString()).isEqualTo("logo");
        assertThat(message.at("/attachments/0/disposition").asString()).isEqualTo("inline");
        assertThat(message.at("/attachments/1/filename").asString()).isEqualTo("übersicht.csv");
        assertThat(Base64.getDecoder()
                        .decode(message.at("/attachments/1/content").asString()))
                .isEqualTo("a;b".getBytes(StandardCharsets.UTF_8));
        assertThat(message.at("/headers/X-Campaign").asString()).isEqualTo("spring");
        assertThat(message.path("headers")).hasSize(1);
    }

    @Test
    void sendsMessagesWithoutText() {
        scene.mail.to("jane@example.com").subject("Html").html("<p>rich</p>").send();
        scene.mail
                .to("jane@example.com")
                .subject("File")
                .attach("a.txt", new byte[] {1})
                .send();
        JsonNode html = server.messages().get(0);
        assertThat(html.path("content")).hasSize(1);
        assertThat(html.at("/content/0/type").asString()).isEqualTo("text/html");
        JsonNode file = server.messages().get(1);
        assertThat(file.path("content")).hasSize(1);
        assertThat(file.at("/content/0/value").asString()).isNotEmpty();
        assertThat(file.path("attachments")).hasSize(1);
    }

    @Test
    void takesMessagesOfSpringsInterface() {
        SimpleMailMessage simple = new SimpleMailMessage();
        simple.setTo("jane@example.com");
        simple.setSubject("Simple");
        simple.setText("text");
        scene.mail.javaMailSender().send(simple);
        assertThat(server.messages().get(0).path("subject").asString()).isEqualTo("Simple");
    }

    @Test
    void sendsNothingInTheSandbox() {
        try (MailScene sandbox = scene(server.url(), true, KEY)) {
            assertThat(sandbox.mail.send("jane@example.com", "Hello", "text").status())
                    .isEqualTo(200);
        }
        assertThat(server.messages()).isEmpty();
        assertThat(server.sends()).isEqualTo(1);
    }

    @Test
    void reportsWhatSendGridRefuses() {
        assertThatExceptionOfType(MailDeliveryException.class)
                .isThrownBy(() -> scene.mail.send("jane@example.com", "", "text"))
                .satisfies(ex -> assertThat(ex.status()).isEqualTo(400))
                .satisfies(ex -> assertThat(ex.isTransient()).isFalse())
                .withMessageContaining("The subject is required. (subject)");
        assertThat(server.sends()).isEqualTo(1);
        assertThat(scene.mail.state()).isEqualTo(ConnectionState.UP);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void sendsAgainWhatWasNotTakenForNow(int status) {
        server.next(status, status);
        scene.mail.send("jane@example.com", "Hello", "text");
        assertThat(server.messages()).hasSize(1);
        assertThat(server.sends()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, SendGridServer.BREAK})
    void sendsNothingAgainThatMayHaveBeenTaken(int status) {
        scene.mail.send("jane@example.com", "First", "text");
        server.next(status);
        assertThatExceptionOfType(MailDeliveryException.class)
                .isThrownBy(() -> scene.mail.send("jane@example.com", "Hello", "text"))
                .satisfies(ex -> assertThat(ex.mayBeDelivered()).isTrue());
        assertThat(server.sends()).isEqualTo(2);
    }

    @Test
    void asksOnceWithAKeyThatIsRefusedAndTellsNobody() {
        try (MailScene other = scene(server.url(), false, "SG.wrong.key")) {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(CredentialsRefusedException.class)
                        .isThrownBy(() -> other.mail.send("jane@example.com", "Hello", "text"))
                        .satisfies(ex -> assertThat(stackTrace(ex)).doesNotContain("SG.wrong.key"));
            }
            assertThat(other.mail.state()).isEqualTo(ConnectionState.REFUSED);
        }
        assertThat(server.asked()).isEqualTo(1);
        assertThat(server.sends()).isZero();
    }

    @Test
    void isRefusedWhenTheKeyIsRevokedWhileItRuns() {
        scene.mail.send("jane@example.com", "Hello", "text");
        server.useKey("SG.another");
        assertThatExceptionOfType(CredentialsRefusedException.class)
                .isThrownBy(() -> scene.mail.send("jane@example.com", "Hello", "text"));
        assertThat(scene.mail.state()).isEqualTo(ConnectionState.REFUSED);
        assertThat(server.messages()).hasSize(1);
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
