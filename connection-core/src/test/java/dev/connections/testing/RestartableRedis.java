package dev.connections.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private RestartableRedis() throws IOException {
        this.directory = Files.createTempDirectory("redis");
        TemporaryDirectories.deleteAtExit(directory);
        this.executable = RedisExecProvider.defaultProvider().get().toPath();
    }

    /** A server that runs. */
    public static RestartableRedis started() {
        try {
            RestartableRedis redis = new RestartableRedis();
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
        process = ServerProcess.start(
                directory,
                List.of(
                        executable.toString(),
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no"),
                "Ready to accept connections");
    }

    /** Kills it. Attempts to connect are refused. */
    public void kill() {
        running().kill();
        process = null;
    }

    /** Stops it where it is: the kernel still accepts connections, and nobody answers. */
    public void freeze() {
        running().signal("STOP");
    }

    /** Lets it go on. */
    public void thaw() {
        running().signal("CONT");
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
