package dev.connections.autoconfigure.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.storage.Storage;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.files.FileConditionException;
import dev.connections.files.FileInfo;
import dev.connections.files.FilesConnection;
import dev.connections.files.MissingFileException;
import dev.connections.rows.Rows;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.files.FakeGcs;
import dev.connections.testing.files.FakeS3Server;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.services.s3.S3Client;

/** Connections to object stores by their URLs, each with the provider's own client, and several side by side. */
@RequiresServer
class FilesStoresTests {

    record Sale(String month, long amount) {}

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(FilesConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class));

    private static void useAll(FilesConnection files) {
        files.write("2026/sales.parquet", List.of(new Sale("01", 10), new Sale("02", 32)));
        Rows rows = files.read("2026/sales.parquet", Duration.ofHours(1));
        assertThat(rows.as(Sale.class)).containsExactly(new Sale("01", 10), new Sale("02", 32));
        assertThat(files.read("2026/sales.parquet", Duration.ofNanos(1))).isSameAs(rows);
        assertThat(files.query("select sum(amount) as total from '2026/*.parquet'")
                        .row(0)
                        .getLong("total"))
                .isEqualTo(42);
        FileInfo first = files.file("a.txt").ifAbsent().write("one");
        assertThatExceptionOfType(FileConditionException.class)
                .isThrownBy(() -> files.file("a.txt").ifAbsent().write("two"));
        files.file("a.txt").ifMatch(first.version()).write("two");
        assertThat(files.readText("a.txt")).isEqualTo("two");
        files.move("a.txt", "b c+%.txt");
        assertThat(files.list("")).extracting(FileInfo::path).containsExactly("2026/sales.parquet", "b c+%.txt");
        assertThatExceptionOfType(MissingFileException.class)
                .isThrownBy(() -> files.readText("a.txt"))
                .withMessageContainingAll(files.name(), "a.txt");
        assertThat(files.state()).isEqualTo(ConnectionState.UP);
        files.delete(List.of("2026/sales.parquet", "b c+%.txt"));
        assertThat(files.list("")).isEmpty();
    }

    @Test
    void s3AndGoogleCloudStorageSideBySide() {
        try (FakeGcs gcs = new FakeGcs();
                FakeS3Server first = FakeS3Server.start();
                FakeS3Server second = FakeS3Server.start()) {
            runner.withPropertyValues(
                            "connections.one.url=s3://bucket/pre fix/",
                            "connections.one.endpoint=" + first.url(),
                            "connections.one.access-key=access",
                            "connections.one.secret-key=secret",
                            "connections.two.url=s3://bucket",
                            "connections.two.endpoint=" + second.url(),
                            "connections.two.access-key=other",
                            "connections.two.secret-key=other",
                            "connections.three.url=gs://" + FakeGcs.BUCKET + "/data/",
                            "connections.three.endpoint=" + gcs.url())
                    .run(context -> {
                        Connections connections = context.getBean(Connections.class);
                        for (String name : List.of("one", "two", "three")) {
                            useAll(connections.get(name, FilesConnection.class));
                        }
                        FilesConnection one = connections.get("one", FilesConnection.class);
                        assertThat(one.unwrap(S3Client.class))
                                .isNotSameAs(connections
                                        .get("two", FilesConnection.class)
                                        .unwrap(S3Client.class));
                        assertThat(connections
                                        .get("three", FilesConnection.class)
                                        .unwrap(Storage.class))
                                .isNotNull();
                        assertThat(one.signedUrl("a b.txt", Duration.ofHours(1)).toString())
                                .contains("a%20b.txt", "X-Amz-Signature");
                    });
        }
    }

    @Test
    void aBucketWithATypoIsAnOutageThatNamesTheUrl() {
        try (FakeS3Server server = FakeS3Server.start()) {
            runner.withPropertyValues(
                            "connections.one.url=s3://missing-bucket",
                            "connections.one.endpoint=" + server.url(),
                            "connections.one.access-key=access",
                            "connections.one.secret-key=secret",
                            "connections.one.start=lazy",
                            "connections.one.connect-timeout=20s")
                    .run(context -> {
                        FilesConnection one = context.getBean(FilesConnection.class);
                        assertThatExceptionOfType(ConnectionUnavailableException.class)
                                .isThrownBy(() -> one.list(""))
                                .withMessageContaining("'one'")
                                .withStackTraceContaining("missing-bucket")
                                .withStackTraceContaining("connections.one.url");
                        assertThat(one.state()).isEqualTo(ConnectionState.DOWN);
                    });
        }
    }
}
