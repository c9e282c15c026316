package dev.connections.files.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.files.FileInfo;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreIdentity;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.files.store.s3.S3FileStore;
import dev.connections.files.store.s3.S3StoreSettings;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpCall;
import dev.connections.testing.http.HttpService;
import io.micrometer.observation.ObservationRegistry;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million keys in a JVM with a heap of 64 MB, by the S3 client of the AWS SDK. */
@RequiresServer
class LongListingTests {

    private static final int KEYS = 1_000_000;

    private static final int PAGE = 1_000;

    @TempDir
    Path cache;

    @Test
    void aMillionKeysNeedASmallHeap() throws Exception {
        try (HttpService server = HttpService.forgetting(LongListingTests::page)) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LongListingTests.class.getName(),
                            server.url().toString(),
                            cache.toString())
                    .directory(new File(System.getProperty("java.io.tmpdir")))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
            assertThat(output.strip()).endsWith("keys " + KEYS);
        }
    }

    private static HttpAnswer page(HttpCall call) {
        String query = call.query();
        int start = query.contains("continuation-token=")
                ? Integer.parseInt(query.replaceFirst(".*continuation-token=(\\d+).*", "$1"))
                : 0;
        int end = start + PAGE;
        StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>" + (end < KEYS) + "</IsTruncated>");
        if (end < KEYS) {
            xml.append("<NextContinuationToken>").append(end).append("</NextContinuationToken>");
        }
        for (int i = start; i < end; i++) {
            xml.append("<Contents><Key>data/2026/file-")
                    .append(10_000_000 + i)
                    .append(".parquet</Key><LastModified>2026-12-01T00:00:00.000Z</LastModified>")
                    .append("<ETag>\"0123456789abcdef\"</ETag><Size>1000</Size></Contents>");
        }
        return HttpAnswer.text(200, xml.append("</ListBucketResult>").toString());
    }

    /** In the JVM with the small heap: the URL of the server, and the directory of local copies. */
    public static void main(String[] arguments) {
        ConnectionName name = new ConnectionName("reports");
        StoreTimeouts timeouts =
                new StoreTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30));
        FilesSettings settings = new FilesSettings(
                new FilesSettings.Retry(1, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(10)),
                null);
        SupervisedConnection<OpenFiles> supervised = new SupervisedConnection<>(
                name,
                "files",
                new FilesConnectionFactory(
                        name,
                        new StoreIdentity("s3", "bucket", Map.of()),
                        (credentials, retry) -> store(URI.create(arguments[0]), timeouts, credentials, retry),
                        new LocalSettings(Path.of(arguments[1]), 1_000, 1_000, Duration.ofSeconds(30)),
                        () -> settings),
                CredentialsProvider.of(Credentials.of("access", "secret")),
                SupervisionSettings.defaults().withTimeouts(Duration.ofMinutes(1), Duration.ofSeconds(10)));
        SupervisedFilesConnection files = new SupervisedFilesConnection(supervised, settings, ObservationRegistry.NOOP);
        try (Stream<FileInfo> all = files.stream("data/")) {
            System.out.println("keys " + all.filter(file -> file.size() == 1000).count());
        }
        supervised.close();
    }

    private static FileStore store(URI endpoint, StoreTimeouts timeouts, Credentials credentials, RequestRetry retry) {
        return S3FileStore.open(
                new S3StoreSettings("bucket", "", null, endpoint, true, null, null, timeouts), credentials, retry);
    }
}
