package dev.connections.mail;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.credentials.Credentials;
import dev.connections.support.RateLimitExceededException;
import dev.connections.support.RateLimiter;
import dev.connections.support.WaitingClock;
import dev.connections.testing.mail.SmtpServer;
import dev.connections.testing.mail.SmtpServer.Options;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/** What messages may hold: addresses, headers, size. */
@Timeout(60)
class MailMessageTests {

    private SmtpServer server;

    private MailScene scene;

    private SupervisedMailConnection mail;

    @BeforeEach
    void start() throws IOException {
        server = SmtpServer.start(Options.plain().withUtf8().withSize(2_000_000));
        scene = new MailScene(server);
        mail = scene.mail;
    }

    @AfterEach
    void stop() throws IOException {
        scene.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "jane",
                "@example.com",
                "jane@",
                "jane@example.com, victim@example.com",
                "jane@example.com\r\nBcc: victim@example.com",
                "jane@example.com\nRCPT TO:<victim@example.com>",
                "jane@example.com> SIZE=1\r\n",
                "=?utf-8?Q?Jane=0D=0ABcc:_victim@example.com?= <jane@example.com>",
                "friends: jane@example.com, victim@example.com;",
                "jane@exa mple.com",
                "jane@-.com",
                "ja ne@example.com",
                "<jane@example.com",
                "<jane@example.com> SIZE=1",
                "Jane <jane@example.com>x",
                "Jane <jane@example.com> victim@example.com"
            })
    void refusesWhatIsNotOneAddress(String address) {
        assertThatExceptionOfType(InvalidMailException.class)
                .isThrownBy(() -> mail.send(address, "Hello", "text"))
                .satisfies(ex -> assertThat(ex.part()).isEqualTo("to"))
                .satisfies(ex -> assertThat(ex.getMessage()).doesNotContain("\r", "\n"))
                .withMessageContaining("shop-mail");
        for (MailDraft draft : new MailDraft[] {mail.draft()}) {
            assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> draft.cc(address));
            assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> draft.bcc(address));
            assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> draft.from(address));
            assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> draft.replyTo(address));
        }
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi\r\nBcc: victim@example.com",
                "Hi\nBcc: victim@example.com",
                "Hi\rX: y",
                "Hi\0",
                "Hi\u2028X: y"
            })
    void letsNobodyAddAHeader(String text) {
        MailDraft draft = mail.to("jane@example.com").text("text");
        assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> draft.subject(text));
        assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> draft.header("X-Note", text));
        assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> draft.header(text, "value"));
        assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> draft.attach(text, new byte[1]));
        assertThatExceptionOfType(InvalidMailException.class)
                .isThrownBy(() -> draft.inline(text, new ByteArrayResource(new byte[1])));
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bcc", "to", "Subject", "From", "Content-Type", "MIME-Version", "Reply-To", "A:B", "A B", ""})
    void letsNobodySetAHeaderThatIsNotFree(String name) {
        assertThatExceptionOfType(InvalidMailException.class)
                .isThrownBy(() -> mail.draft().header(name, "value"));
    }

    @Test
    void letsNobodyAddAHeaderByJakartaMailEither() throws Exception {
        JavaMailSender sender = mail.javaMailSender();
        for (String evil :
                new String[] {"Hi\r\nBcc: victim@example.com", "Hi\nX: y", "Hi\r\n\r\nbody", "Hi\r\n \r\nbody"}) {
            MimeMessage message = sender.createMimeMessage();
            message.setRecipients(MimeMessage.RecipientType.TO, "jane@example.com");
            message.setText("text");
            message.setHeader("Subject", evil);
            assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> sender.send(message));
        }
        SimpleMailMessage simple = new SimpleMailMessage();
        simple.setTo("jane@example.com");
        simple.setSubject("Hi\r\nBcc: victim@example.com");
        assertThatExceptionOfType(InvalidMailException.class).isThrownBy(() -> sender.send(simple));
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void takesLongHeadersOnSeveralLines() {
        String subject = "word ".repeat(2000).strip();
        mail.to("jane@example.com").subject(subject).text("text").send();
        assertThat(server.messages()).hasSize(1);
        assertThat(server.messages().get(0).content()).contains("\r\n word");
    }

    @Test
    void spellsDomainsOfAnyScriptInAscii() {
        mail.to("Jürgen <jane@bücher.example>").subject("Hello").text("text").send();
        assertThat(server.messages().get(0).recipients()).containsExactly("<jane@xn--bcher-kva.example>");
        assertThat(server.messages().get(0).sender()).isEqualTo("<shop@example.com>");
        assertThat(server.messages().get(0).content()).contains("=?UTF-8?Q?J=C3=BCrgen?= <jane@xn--bcher-kva.example>");
    }

    @ParameterizedTest
    @CsvSource({
        "jane@डाटामेल.भारत, jane@xn--c2bd4bq1db8d.xn--h2brj9c",
        "Jane <jane@อีเมล.ไทย>, jane@xn--y3ciw6a5c.xn--o3cw4h",
        "संपर्क@डाटामेल.भारत, संपर्क@xn--c2bd4bq1db8d.xn--h2brj9c",
        "'\"Jane, at डाटामेल.भारत\" <jane@উদাহরণ.বাংলা>', jane@xn--d5b6ci4b4b3a.xn--54b7fta0cc",
        "jane@ਉਦਾਹਰਣ.ਭਾਰਤ, jane@xn--08b6ci4b4b3a.xn--s9brj9c"
    })
    void spellsDomainsWithVowelSignsInAscii(String address, String sent) {
        mail.send(address, "Hello", "text");
        assertThat(server.messages().get(0).recipients()).containsExactly("<" + sent + ">");
    }

    @Test
    void sendsToAddressesOfAnyScriptWhereTheServerKnowsThem() {
        mail.send("用户@例え.jp", "Hello", "text");
        assertThat(server.messages().get(0).recipients()).containsExactly("<用户@xn--r8jz45g.jp>");
        assertThat(server.messages().get(0).sender()).isEqualTo("<shop@example.com> SMTPUTF8");
        assertThat(server.messages().get(0).content()).contains("用户@xn--r8jz45g.jp");

        SimpleMailMessage simple = new SimpleMailMessage();
        simple.setTo("用户@例え.jp");
        simple.setText("text");
        mail.javaMailSender().send(simple);
        assertThat(server.messages().get(1).content()).contains("用户@xn--r8jz45g.jp");
    }

    @Test
    void saysWhenTheServerDoesNotKnowAddressesOfAnyScript() throws IOException {
        try (SmtpServer old = SmtpServer.start(Options.plain());
                MailScene other = new MailScene(old)) {
            assertThatExceptionOfType(MailDeliveryException.class)
                    .isThrownBy(() -> other.mail.send("用户@example.com", "Hello", "text"))
                    .satisfies(ex -> assertThat(ex.isTransient()).isFalse())
                    .withMessageContaining("SMTPUTF8");
            other.mail.send("jane@example.com", "Hello", "text");
            assertThat(old.connections()).isEqualTo(1);
        }
    }

    @Test
    void refusesWhatIsTooLargeBeforeItIsSent() {
        mail.useSettings(with(MailScene.SETTINGS, "maxMessageSize", 100_000));
        assertThatExceptionOfType(InvalidMailException.class)
                .isThrownBy(() -> mail.to("jane@example.com")
                        .subject("Large")
                        .attach("a.bin", new byte[80_000])
                        .send())
                .satisfies(ex -> assertThat(ex.part()).isEqualTo("size"))
                .withMessageContaining("100000 bytes of 'max-message-size'");
        assertThat(server.connections()).isZero();
    }

    @Test
    void refusesWhatIsTooLargeForTheServer() {
        assertThatExceptionOfType(MailDeliveryException.class)
                .isThrownBy(() -> mail.to("jane@example.com")
                        .subject("Large")
                        .attach("a.bin", new byte[3_000_000])
                        .send())
                .satisfies(ex -> assertThat(ex.isTransient()).isFalse())
                .withMessageContaining("2000000");
        assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void saysWhoseMessageHasNoSender() {
        mail.useSettings(MailSettings.DEFAULTS);
        assertThatExceptionOfType(InvalidMailException.class)
                .isThrownBy(() -> mail.send("jane@example.com", "Hello", "text"))
                .withMessageContaining("connections.shop-mail.from");
    }

    @Test
    void sendsDotsAtTheBeginningOfLinesAsTheyAre() {
        mail.send("jane@example.com", "Hello", "a\n.\n..b\n.c");
        assertThat(server.messages().get(0).content()).endsWith("a\r\n.\r\n..b\r\n.c\r\n");
        mail.send("jane@example.com", "Hello", "next");
        assertThat(server.taken()).isEqualTo(2);
    }

    @Test
    void sendsNoMoreThanItMay() {
        mail.useSettings(with(
                MailScene.SETTINGS,
                "rateLimit",
                new RateLimiter("shop-mail", 2, Duration.ofHours(1), Duration.ofSeconds(1), WaitingClock.SYSTEM)));
        mail.send("jane@example.com", "1", "text");
        mail.send("jane@example.com", "2", "text");
        assertThatExceptionOfType(RateLimitExceededException.class)
                .isThrownBy(() -> mail.send("jane@example.com", "3", "text"));
        assertThat(server.taken()).isEqualTo(2);
    }

    @Test
    void namesNoContentInWhatItPrints() {
        MimeMessage message = mail.javaMailSender().createMimeMessage();
        assertThat(message).isNotNull();
        assertThat(MailScene.smtp(server)
                        .withProperties(Map.of("mail.smtp.x", "hunter2"))
                        .toString())
                .contains("mail.smtp.x")
                .doesNotContain("hunter2");
        assertThat(Credentials.of("shop", "hunter2").toString()).doesNotContain("hunter2");
    }
}
