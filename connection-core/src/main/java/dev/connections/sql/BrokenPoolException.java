package dev.connections.sql;

import java.sql.SQLTransientConnectionException;

/** A pool is broken, and about to be replaced. Without a stack trace, as it never leaves {@link PooledConnection}. */
final class BrokenPoolException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1L;

    private final long since;

    /** @param since when the caller came, by {@link System#nanoTime} */
    BrokenPoolException(String connectionName, long since) {
        // SQL:2023-2: connection failure
        super("Connection '" + connectionName + "' broke while a caller waited for it", "08006");
        this.since = since;
    }

    /** When the caller came, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
