package dev.connections.mail;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import dev.connections.testing.Seed;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** On GreenMail, a whole SMTP server. */
@Timeout(60)
class MailConnectionTests {

    private final GreenMail server = new GreenMail(setup());

    private MailScene scene;

    private SupervisedMailConnection mail;

    private static ServerSetup setup() {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        // a busy machine may need more than its 2 s
        setup.setServerStartupTimeout(Duration.ofMinutes(1).toMillis());
        return setup;
    }

    @BeforeEach
    void start() {
        server.setUser("shop@example.com", "shop", "s3cret!");
        server.start();
        scene = new MailScene(
                MailScene.factory(MailScene.smtp(server.getSmtp().getPort())),
                MailScene.SETTINGS,
                Credentials.of("shop", "s3cret!"));
        mail = scene.mail;
    }

    @AfterEach
    void stop() {
        scene.close();
        server.stop();
    }

    @Test
    void sendsATextInOneLine() throws Exception {
        MailReceipt receipt = mail.send("jane@example.com", "Your order", "It is on its way.");

        MimeMessage received = received(0);
        assertThat(received.getSubject()).isEqualTo("Your order");
        assertThat(received.getContent().toString().strip()).isEqualTo("It is on its way.");
        assertThat(received.getFrom()[0]).hasToString("Shop <shop@example.com>");
        assertThat(received.getRecipients(Message.RecipientType.TO)[0]).hasToString("jane@example.com");
        assertThat(received.getSentDate()).isNotNull();
        assertThat(receipt.status()).isEqualTo(250);
        assertThat(receipt.messageId()).isEqualTo(received.getMessageID()).matches("<[0-9a-f-]{36}@example\\.com>");
        assertThat(mail.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void sendsHtmlFilesAndImagesToAllKindsOfRecipients(@TempDir Path directory) throws Exception {
        Path invoice = Files.writeString(directory.resolve("invoice 7.txt"), "42 EUR");
        Resource logo = new ByteArrayResource(new byte[] {1, 2, 3}) {
            @Override
            public String getFilename() {
                return "logo.png";
            }
        };

        mail.to("Jane Döe <jane@example.com>", "joe@example.com")
                .cc("carl@example.com")
                .bcc("secret@example.com")
                .from("Billing <billing@example.com>")
                .replyTo("help@example.com")
                .subject("Räksmörgås ✓")
                .text("plain ✓")
                .html("<p>rich ✓ <img src='cid:logo'></p>")
                .inline("logo", logo)
                .attach(invoice)
                .attach("übersicht.csv", "a;b".getBytes(StandardCharsets.UTF_8))
                .header("List-Unsubscribe", "<https://example.com/unsubscribe>")
                .send();

        assertThat(server.getReceivedMessages()).hasSize(4);
        MimeMessage received = received(0);
        MailContent content = MailContent.of(received);
        assertThat(content.subject()).isEqualTo("Räksmörgås ✓");
        assertThat(content.text()).isEqualTo("plain ✓");
        assertThat(content.html()).isEqualTo("<p>rich ✓ <img src='cid:logo'></p>");
        assertThat(content.files()).extracting(MailContent.File::name).contains("invoice 7.txt", "übersicht.csv");
        MailContent.File image = content.files().stream()
                .filter(file -> "logo".equals(file.contentId()))
                .findFirst()
                .orElseThrow();
        assertThat(image.type()).isEqualTo("image/png");
        assertThat(image.content()).containsExactly(1, 2, 3);
        assertThat(received.getRecipients(Message.RecipientType.TO)[0])
                .hasToString("=?UTF-8?Q?Jane_D=C3=B6e?= <jane@example.com>");
        assertThat(received.getReplyTo()[0]).hasToString("help@example.com");
        assertThat(received.getHeader("List-Unsubscribe", null)).isEqualTo("<https://example.com/unsubscribe>");
        assertThat(received.getHeader("Bcc")).isNull();
    }

    @Test
    void tellsWhatBecameOfEachOfMany() throws Exception {
        List<MailResult> results =
                mail.sendAll(List.of("jane@example.com", "no address", "joe@example.com"), "News", "There are some.");

        assertThat(results).extracting(MailResult::isSent).containsExactly(true, false, true);
        assertThat(results.get(1).failure()).isInstanceOf(InvalidMailException.class);
        assertThat(server.getReceivedMessages()).hasSize(2);
        assertThat(received(0).getAllRecipients()).hasSize(1);
        assertThat(received(1).getAllRecipients()[0]).hasToString("joe@example.com");
    }

    @Test
    void sendsToManyNothingThatHasRecipientsAlready() {
        MailDraft draft = mail.to("jane@example.com").subject("News").text("Some");
        assertThatIllegalStateException().isThrownBy(() -> draft.sendAll(List.of("joe@example.com")));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void handsOutSpringsInterface() throws Exception {
        JavaMailSender sender = mail.javaMailSender();
        SimpleMailMessage simple = new SimpleMailMessage();
        simple.setTo("jane@example.com");
        simple.setSubject("Simple");
        simple.setText("text");
        sender.send(simple);
        sender.send(mime -> {
            MimeMessageHelper helper = new MimeMessageHelper(mime, "UTF-8");
            helper.setFrom("other@example.com");
            helper.setTo("joe@example.com");
            helper.setText("<b>bold</b>", true);
        });

        assertThat(received(0).getFrom()[0]).hasToString("Shop <shop@example.com>");
        assertThat(received(1).getFrom()[0]).hasToString("other@example.com");
    }

    @Test
    void collectsInsteadOfSendingWhileItRunsDry() {
        try (MailScene dry = new MailScene(
                new DryRunConnectionFactory(), with(MailScene.SETTINGS, "dryRun", true), Credentials.none())) {
            MailReceipt receipt = dry.mail
                    .to("jane@example.com")
                    .bcc("joe@example.com")
                    .subject("Dry")
                    .html("<p>run</p>")
                    .attach("a.txt", new byte[1])
                    .send();

            CapturedMail collected = dry.mail.outbox().last();
            assertThat(receipt.status()).isZero();
            assertThat(collected.recipients()).containsExactly("jane@example.com", "joe@example.com");
            assertThat(collected.from()).isEqualTo("shop@example.com");
            assertThat(collected.subject()).isEqualTo("Dry");
            assertThat(collected.html()).isEqualTo("<p>run</p>");
            assertThat(collected.attachments()).containsExactly("a.txt");
            dry.mail.outbox().clear();
            assertThat(dry.mail.outbox().messages()).isEmpty();
            assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> dry.mail.send("", "a", "b"));
        }
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThatIllegalStateException().isThrownBy(mail::outbox).withMessageContaining("dry-run");
    }

    private MimeMessage received(int index) {
        return server.getReceivedMessages()[index];
    }

    @Test
    void attachmentsArriveByteForByte() throws Exception {
        Random random = new Random(Seed.VALUE);
        List<String> names =
                List.of("a.txt", "a.txt", "b.csv", "c.pdf", "d.sh", "e.eml", "f.json", "g", "h.html", "i.xml");
        List<byte[]> contents = new ArrayList<>();
        MailDraft draft = mail.draft().to("jane@example.com").subject("Files").text("t");
        for (String name : names) {
            byte[] content = new byte[random.nextInt(2000)];
            byte[] alphabet = "a\r\n\n\r.From x\u0000\u00FF".getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < content.length; i++) {
                content[i] = alphabet[random.nextInt(alphabet.length)];
            }
            contents.add(content);
            draft.attach(name, content);
        }
        draft.send();

        List<MailContent.File> files = MailContent.of(received(0)).files();
        assertThat(files).extracting(MailContent.File::name).containsExactlyElementsOf(names);
        for (int i = 0; i < names.size(); i++) {
            assertThat(files.get(i).content())
                    .as("%s, seed %d", names.get(i), Seed.VALUE)
                    .isEqualTo(contents.get(i));
        }
    }

    @Test
    void aSecondInlinePartOfTheSameIdIsRefused() {
        ByteArrayResource image = new ByteArrayResource(new byte[1]);
        MailDraft draft = mail.draft().inline("logo", image, "image/png");
        assertThatExceptionOfType(InvalidMailException.class)
                .isThrownBy(() -> draft.inline("logo", image, "image/png"))
                .withMessageContaining("'logo' is there already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@straße.de", "a@ΣΊΣΥΦΟς.gr"})
    void aDomainThatMayBeReadAsTwoIsRefused(String address) {
        assertThatExceptionOfType(InvalidMailException.class)
                .isThrownBy(() -> mail.draft().to(address))
                .withMessageContaining("whose domain may be read as two");
    }
}
