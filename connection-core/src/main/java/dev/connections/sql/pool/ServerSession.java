package dev.connections.sql.pool;

import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.MonitoredSocket;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pooled connection's session that is known without a round trip. HikariCP does not validate a
 * connection that was used within the last 500 ms, so the first statement after an administrator has ended the idle
 * sessions would fail. Thread-safe.
 */
final class ServerSession {

    /** A session that has been idle for longer is tested before a write: under load hardly any is. */
    private static final long TESTED_AFTER = TimeUnit.MILLISECONDS.toNanos(1);

    private final @Nullable Socket socket;

    private final @Nullable Backend backend;

    private final long loginBegan;

    private volatile long idleSince;

    /** The read that waited at the last sample, and the number of samples since with the same read. */
    private long lastWaiting;

    private volatile int looks;

    /**
     * @param socket {@code null} if the driver opens its sockets itself
     * @param backend what serves it; {@code null} if it cannot be looked up
     * @param begun when its login began, by {@link System#nanoTime}: it may have ended before its first use
     */
    ServerSession(@Nullable Socket socket, @Nullable Backend backend, long begun) {
        this.socket = socket;
        this.backend = backend;
        this.loginBegan = begun;
        this.idleSince = begun;
    }

    /**
     * Returns whether connections of a dialect are sessions of a server that can end them, and a test of one is cheap.
     */
    static boolean isSupportedBy(SqlDialect dialect) {
        return switch (dialect) {
            case POSTGRESQL, MYSQL, MARIADB, SQLSERVER, ORACLE -> true;
            case H2, SQLITE, DUCKDB, SNOWFLAKE, OTHER -> false;
        };
    }

    /** By {@link System#nanoTime}. */
    long loginBegan() {
        return loginBegan;
    }

    void markIdle(long now) {
        idleSince = now;
    }

    /**
     * Returns whether it has been idle for a while, or the server has sent what nobody waits for: then it has to be
     * tested before it is used. Costs one system call.
     *
     * @param now by {@link System#nanoTime}
     * @param retried whether the statement is retried if the session has ended, so that idleness alone costs no round
     *     trip
     */
    boolean mayBeStale(long now, boolean retried) {
        return (!retried && now - idleSince >= TESTED_AFTER) || hasUnreadInput();
    }

    private boolean hasUnreadInput() {
        if (socket == null) {
            return false;
        }
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException ex) {
            return true;
        }
    }

    @Nullable
    Backend backend() {
        return backend;
    }

    /** Returns the number of the read that waits for a response now; 0 if none does, or nobody knows. */
    long waiting() {
        return (socket instanceof MonitoredSocket monitored) ? monitored.waiting() : 0;
    }

    /**
     * Samples whether the session waits for a response. Returns for how many samples the same read has been
     * waiting. Not thread-safe.
     */
    int look() {
        long now = waiting();
        looks = (now != 0 && now == lastWaiting) ? looks + 1 : 0;
        lastWaiting = now;
        return looks;
    }

    /** Returns the result of the last sample. */
    int looks() {
        return looks;
    }

    /** Closes the socket, which ends a call that waits for a response. */
    void closeSocket() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException ex) {
                // It is not used any more, whatever its state.
            }
        }
    }
}
