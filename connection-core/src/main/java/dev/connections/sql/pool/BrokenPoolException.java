package dev.connections.sql.pool;

import dev.connections.ConnectionUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;

/**
 * Thrown when a pool is broken and is about to be replaced. Has no stack trace, because it never leaves {@code
 * PooledConnection}.
 */
public final class BrokenPoolException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1L;

    private final String connectionName;

    private final long since;

    /** @param since when the caller came, by {@link System#nanoTime} */
    BrokenPoolException(String connectionName, long since) {
        // SQL:2023-2: connection failure
        super("Connection '" + connectionName + "' broke while a caller waited for it", "08006");
        this.connectionName = connectionName;
        this.since = since;
    }

    /** Returns when the call arrived, by {@link System#nanoTime}. */
    public long since() {
        return since;
    }

    /** Returns the exception for a caller that does not wait any longer. */
    public SQLException unavailable() {
        String message = String.valueOf(getMessage());
        return new SQLTransientConnectionException(
                message,
                getSQLState(),
                new ConnectionUnavailableException(connectionName, Instant.now(), null, message, null));
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
