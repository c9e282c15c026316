package dev.connections.autoconfigure.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.ConnectionState;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.files.FileInfo;
import dev.connections.files.FilesConnection;
import dev.connections.files.MissingFileException;
import dev.connections.testing.files.FakeHub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

/** A connection to a data set on a fake hub. */
class HuggingFaceConnectionTests {

    private FakeHub hub;

    @BeforeEach
    void startHub() {
        hub = FakeHub.start().revision("v1/a").token("hf_x").restricted();
        StringBuilder owners = new StringBuilder("person,pet\n");
        for (int i = 0; i < 1_000; i++) {
            owners.append("person ").append(i).append(",cat\n");
        }
        hub.put("data/pet owners.csv", owners.toString().getBytes(StandardCharsets.UTF_8));
        hub.put("data/notes.txt", "Grüße".getBytes(StandardCharsets.UTF_8));
    }

    /** Fails if the CDN has received the token. */
    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void filesOfADataSetAreRead() {
        run(context -> {
            FilesConnection duorc = context.getBean(FilesConnection.class);
            assertThat(duorc.readText("notes.txt")).isEqualTo("Grüße");
            assertThat(duorc.list("")).extracting(FileInfo::path).containsExactly("notes.txt", "pet owners.csv");
            assertThat(duorc.read("pet owners.csv").size()).isEqualTo(1_000);
            assertThatThrownBy(() -> duorc.readText("missing.txt")).isInstanceOf(MissingFileException.class);
            assertThatThrownBy(() -> duorc.writeText("a.txt", "a"))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("read only");
            assertThat(duorc.state()).isEqualTo(ConnectionState.UP);
        });
    }

    @Test
    void anUnchangedTableIsRevalidatedByOneRequestToTheHub() {
        run(context -> {
            FilesConnection duorc = context.getBean(FilesConnection.class);
            duorc.read("pet owners.csv", Duration.ofMinutes(1));
            hub.clearRequests();

            assertThat(duorc.read("pet owners.csv", Duration.ofMinutes(1)).size())
                    .isEqualTo(1_000);
            assertThat(hub.requests()).isEmpty();
            assertThat(duorc.read("pet owners.csv", Duration.ofNanos(1)).size()).isEqualTo(1_000);
            assertThat(hub.requests()).singleElement().satisfies(request -> assertThat(request.cdn())
                    .isFalse());
        });
    }

    @Test
    void aDownloadThatBreaksIsResumed() {
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        hub.put("data/big.bin", content);
        run(context -> {
            FilesConnection duorc = context.getBean(FilesConnection.class);
            duorc.info("big.bin");
            hub.cutAfter(60_000);
            assertThat(duorc.readBytes("big.bin")).isEqualTo(content);
            assertThat(hub.requests()).anySatisfy(request -> {
                assertThat(request.cdn()).isTrue();
                assertThat(request.header("Range")).isNotNull();
            });
        });
    }

    private void run(ContextConsumer<AssertableApplicationContext> test) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ConnectionsAutoConfiguration.class, FilesConnectionAutoConfiguration.class))
                .withPropertyValues(
                        "connections.defaults.connect-timeout=30s",
                        "connections.duorc.url=hf://datasets/owner/name@v1%2Fa/data/",
                        "connections.duorc.endpoint=" + hub.url(),
                        "connections.duorc.token=hf_x")
                .run(test);
    }
}
