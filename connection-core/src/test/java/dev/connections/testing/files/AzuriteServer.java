package dev.connections.testing.files;

import dev.connections.testing.ServerProcess;
import dev.connections.testing.StablePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Azurite, Microsoft's emulator of Azure Blob Storage, in a process of its own: installed by npm below {@code target}
 * once. It has one account in memory, whose name and key are published.
 */
public final class AzuriteServer implements AutoCloseable {

    /** The name of the account. */
    public static final String ACCOUNT = "devstoreaccount1";

    /** The published key of the account. */
    public static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static final String VERSION = "3.37.0";

    private static final int INSTALLATION_MINUTES = 5;

    private final int port = StablePort.next();

    private final ServerProcess process;

    /** Starts the server. */
    public AzuriteServer() {
        Path modules = install();
        this.process = ServerProcess.start(
                modules,
                List.of(
                        "node",
                        modules.resolve("node_modules/azurite/dist/src/blob/main.js")
                                .toString(),
                        "--blobHost",
                        "127.0.0.1",
                        "--blobPort",
                        String.valueOf(port),
                        "--inMemoryPersistence",
                        "--skipApiVersionCheck",
                        "--disableTelemetry"),
                "successfully listen");
    }

    private static Path install() {
        Path directory = Path.of("target", "node").toAbsolutePath();
        Path installed = directory.resolve("azurite-" + VERSION + ".txt");
        try {
            if (!Files.exists(installed)) {
                Files.createDirectories(directory);
                Path log = directory.resolve("install.log");
                Process npm = new ProcessBuilder(
                                "npm", "install", "--no-audit", "--no-fund", "--prefix", ".", "azurite@" + VERSION)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                if (!npm.waitFor(INSTALLATION_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                    npm.destroyForcibly();
                    throw new IllegalStateException("npm did not install azurite: " + Files.readString(log));
                }
                Files.createFile(installed);
            }
            return directory;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while azurite was installed", ex);
        }
    }

    /** Returns the URL of the account. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/" + ACCOUNT);
    }

    /** Returns the connection string of the account. */
    public String connectionString() {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + KEY + ";BlobEndpoint=" + url()
                + ";";
    }

    @Override
    public void close() {
        process.kill();
    }
}
