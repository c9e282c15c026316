package dev.connections.benchmarks;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.files.FileInfo;
import dev.connections.files.execution.FilesConnectionFactory;
import dev.connections.files.execution.FilesSettings;
import dev.connections.files.execution.LocalSettings;
import dev.connections.files.execution.OpenFiles;
import dev.connections.files.execution.SupervisedFilesConnection;
import dev.connections.files.store.StoreIdentity;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.files.store.s3.S3FileStore;
import dev.connections.files.store.s3.S3StoreSettings;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Transfers and listings by a connection, beside the S3 client of the AWS SDK on the same server. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 4)
@Fork(2)
public class FilesBenchmark {

    private static final int KEYS = 100_000;

    /** The size of the file in bytes. */
    @Param({"1000", "100000000"})
    private int size;

    private ObjectServer server;

    private Path directory;

    private Path file;

    private byte[] content;

    private SupervisedConnection<OpenFiles> supervised;

    private SupervisedFilesConnection files;

    private S3Client client;

    /** Starts the server and the connection, whose client is also the one to compare with. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        server = new ObjectServer();
        content = new byte[size];
        new Random(1).nextBytes(content);
        server.put("a.bin", content);
        server.list(KEYS);
        directory = Files.createTempDirectory("benchmark");
        file = Files.write(directory.resolve("a.bin"), content);
        ConnectionName name = new ConnectionName("reports");
        FilesSettings settings = new FilesSettings(
                new FilesSettings.Retry(3, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(10)),
                null);
        StoreTimeouts timeouts =
                new StoreTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30));
        supervised = new SupervisedConnection<>(
                name,
                "files",
                new FilesConnectionFactory(
                        name,
                        new StoreIdentity("s3", "bucket", Map.of()),
                        (credentials, retry) -> S3FileStore.open(
                                new S3StoreSettings("bucket", "", null, server.url(), true, null, null, timeouts),
                                credentials,
                                retry),
                        new LocalSettings(directory, 1_000_000_000, 1_000_000_000, Duration.ofMinutes(1)),
                        () -> settings),
                CredentialsProvider.of(Credentials.of("access", "secret")),
                SupervisionSettings.defaults());
        files = new SupervisedFilesConnection(supervised, settings, ObservationRegistry.NOOP);
        client = files.unwrap(S3Client.class);
    }

    /** Stops them. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        supervised.close();
        server.close();
        Files.delete(file);
        Files.delete(directory);
    }

    /** Reads to the end by the SDK. */
    @Benchmark
    public long getSdk() throws IOException {
        try (InputStream in =
                client.getObject(request -> request.bucket("bucket").key("a.bin"))) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Reads to the end by the connection. */
    @Benchmark
    public long getConnection() throws IOException {
        try (InputStream in = files.open("a.bin")) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Uploads a local file by the SDK, in one request. */
    @Benchmark
    public Object putSdk() {
        return client.putObject(request -> request.bucket("bucket").key("b.bin"), RequestBody.fromFile(file));
    }

    /** Uploads a local file by the connection: large ones in parts. */
    @Benchmark
    public FileInfo putConnection() {
        return files.upload(file, "b.bin");
    }

    /** Lists 100 000 keys by the SDK's paginator. */
    @Benchmark
    public long listSdk() {
        return client.listObjectsV2Paginator(request -> request.bucket("bucket")).contents().stream()
                .count();
    }

    /** Lists 100 000 keys by the connection. */
    @Benchmark
    public long listConnection() {
        try (Stream<FileInfo> all = files.stream("")) {
            return all.filter(each -> each.size() > 0).count();
        }
    }
}
