package dev.connections.autoconfigure.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.mail.MailConnectionAutoConfiguration;
import dev.connections.mail.MailConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.SelfSigned;
import dev.connections.testing.python.PythonServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mail connections to aiosmtpd; messages are read by Python's own parser. */
@Tag("peers")
@RequiresServer
@Timeout(600)
class AiosmtpdTests {

    private static PythonServer aiosmtpd;

    private static ApplicationContextRunner runner;

    private static int messages;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        SelfSigned key = SelfSigned.in(directory);
        aiosmtpd = PythonServer.aiosmtpd(key.certificate(), key.key(), "shop@example.com", "s3cret/1");
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class,
                        MailConnectionAutoConfiguration.class,
                        ConnectionsAutoConfiguration.class))
                .withPropertyValues(
                        "connections.mail.url=smtp://127.0.0.1:" + aiosmtpd.port(),
                        "connections.mail.username=shop@example.com",
                        "connections.mail.password=s3cret/1",
                        "connections.mail.from=Zoë's Shop <shop@example.com>",
                        "connections.mail.ssl-bundle=post",
                        "spring.ssl.bundle.pem.post.truststore.certificate=file:" + key.certificate());
    }

    @AfterAll
    static void stop() {
        aiosmtpd.close();
    }

    private static JsonNode received() {
        messages++;
        return JsonMapper.shared()
                .readTree(aiosmtpd.directory().resolve(messages + ".json").toFile());
    }

    @Test
    void sendsEncryptedAndLoggedIn() {
        runner.run(context -> {
            context.getBean(MailConnection.class).send("jane@example.com", "Grüße 雪", "Zeile eins\n.\n.Ende ☃");

            JsonNode message = received();
            assertThat(message.path("tls").asBoolean()).isTrue();
            assertThat(message.path("from").asString()).isEqualTo("shop@example.com");
            assertThat(message.path("to").get(0).asString()).isEqualTo("jane@example.com");
            assertThat(message.path("subject").asString()).isEqualTo("Grüße 雪");
            assertThat(message.at("/parts/0/text").asString().lines()).containsExactly("Zeile eins", ".", ".Ende ☃");
            assertThat(message.path("defects")).isEmpty();
        });
    }

    @Test
    void attachmentsArriveByteForByte() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] all = new byte[70_000];
        new Random(1).nextBytes(all);
        files.put("random.bin", all);
        files.put("lines.txt", "a\r\nb\nc\rd\n\n.\nFrom me".getBytes(StandardCharsets.UTF_8));
        files.put("Grüße 雪 – 1.csv", "ä;ö\n1;2\n".getBytes(StandardCharsets.ISO_8859_1));
        files.put("page.html", "<p>é</p>\n".getBytes(StandardCharsets.UTF_16));
        files.put("empty.txt", new byte[0]);
        files.put("long-" + "name-".repeat(20) + ".json", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        runner.run(context -> {
            var draft = context.getBean(MailConnection.class)
                    .to("jane@example.com")
                    .subject("Files")
                    .text("text")
                    .html("<p>text</p>");
            files.forEach(draft::attach);
            draft.send();

            Map<String, byte[]> arrived = new LinkedHashMap<>();
            JsonNode message = received();
            message.path("parts").forEach(part -> {
                if (!part.path("file").isNull()) {
                    arrived.put(
                            part.path("file").asString(),
                            Base64.getDecoder().decode(part.path("content").asString()));
                }
            });
            assertThat(arrived.keySet()).containsExactlyElementsOf(files.keySet());
            files.forEach(
                    (name, content) -> assertThat(arrived.get(name)).as(name).isEqualTo(content));
            assertThat(message.path("defects")).isEmpty();
        });
    }

    @Test
    void anAddressOutsideAsciiArrives() {
        runner.run(context -> {
            context.getBean(MailConnection.class).send("zoë@example.com", "Hello", "text");

            JsonNode message = received();
            assertThat(message.path("utf8").asBoolean()).isTrue();
            assertThat(message.path("to").get(0).asString()).isEqualTo("zoë@example.com");
        });
    }

    @Test
    void wrongCredentialsAreRefused() {
        runner.withPropertyValues("connections.mail.password=wrong-one").run(context -> assertThatException()
                .isThrownBy(() -> context.getBean(MailConnection.class).send("jane@example.com", "Hello", "text"))
                .satisfies(ex ->
                        assertThat(ex).hasStackTraceContaining("535").message().doesNotContain("wrong-one")));
    }
}
