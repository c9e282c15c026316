package dev.connections.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisExecProvider;

/**
 * A Redis server of a test's own that can break: be killed and come back on the same port, without what it held, and freeze. It runs
 * until it is closed. Not safe for use by several threads at a time.
 */
public final class RestartableRedis implements AutoCloseable {

    private final int port = StablePort.next();

    private final Path directory;

    private final Path executable;

    private @Nullable ServerProcess process;

    private final List<String> listening;

    private RestartableRedis(@Nullable SelfSigned tls) throws IOException {
        this.directory = Files.createTempDirectory("redis");
        TemporaryDirectories.deleteAtExit(directory);
        this.executable = RedisExecProvider.defaultProvider().get().toPath();
        this.listening = (tls == null)
                ? List.of("--port", String.valueOf(port))
                : List.of(
                        "--port",
                        "0",
                        "--tls-port",
                        String.valueOf(port),
                        "--tls-cert-file",
                        tls.certificate().toString(),
                        "--tls-key-file",
                        tls.key().toString(),
                        "--tls-auth-clients",
                        "no");
    }

    /** A server that runs. */
    public static RestartableRedis started() {
        return started(null);
    }

    /** A server that runs, and speaks nothing but TLS. */
    public static RestartableRedis startedWith(SelfSigned tls) {
        return started(tls);
    }

    private static RestartableRedis started(@Nullable SelfSigned tls) {
        try {
            RestartableRedis redis = new RestartableRedis(tls);
            redis.start();
            return redis;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Starts it, empty, and returns as soon as it accepts connections. */
    public void start() {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "--bind", "127.0.0.1", "--save", ""));
        command.addAll(listening);
        process = ServerProcess.start(directory, command, "Ready to accept connections");
    }

    /** Kills it. Attempts to connect are refused. */
    public void kill() {
        running().kill();
        process = null;
    }

    /** Stops it where it is: the kernel still accepts connections, and nobody answers. */
    public void freeze() {
        running().freeze();
    }

    /** Lets it go on. */
    public void thaw() {
        running().thaw();
    }

    private ServerProcess running() {
        if (process == null) {
            throw new IllegalStateException("It does not run");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        TemporaryDirectories.delete(directory);
    }
}
