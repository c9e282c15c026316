package dev.connections.testing.files;

import dev.connections.testing.ServerProcess;
import dev.connections.testing.StablePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An s3mock in a process of its own, which all tests of the JVM share; each test has buckets of its own. It honours
 * conditions and accepts all credentials.
 */
public final class S3MockServer {

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private static final S3MockServer SHARED = new S3MockServer();

    private final int port = StablePort.next();

    private S3MockServer() {
        try {
            Path directory = Files.createTempDirectory("s3mock");
            directory.toFile().deleteOnExit();
            ServerProcess.start(
                    directory,
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx512m",
                            "-Djava.io.tmpdir=" + directory,
                            "-jar",
                            jar().toString(),
                            "--server.address=127.0.0.1",
                            "--server.port=" + port,
                            "--server.ssl.enabled=false",
                            "--http.port=0",
                            "--spring.main.banner-mode=off"),
                    "Started S3MockApplication");
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Returns the shared server, which runs until the JVM ends. */
    public static S3MockServer shared() {
        return SHARED;
    }

    /** The jar is on the class path, but its classes are inside of a folder. */
    private static Path jar() {
        String name = "BOOT-INF/classes/com/adobe/testing/s3mock/S3MockApplication.class";
        URL url = Objects.requireNonNull(S3MockServer.class.getClassLoader().getResource(name), name);
        String jar = url.toString();
        return Path.of(URI.create(jar.substring("jar:".length(), jar.indexOf("!/"))));
    }

    /** Returns the URL, which needs path-style requests. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns the port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Creates an empty bucket and returns its name. */
    public String newBucket() {
        String bucket = "bucket-" + BUCKETS.incrementAndGet();
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/" + bucket))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.statusCode() + ": " + response.body());
            }
            return bucket;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }
}
