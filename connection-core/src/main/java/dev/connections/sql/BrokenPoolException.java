package dev.connections.sql;

import java.sql.SQLTransientConnectionException;

/** A pool is broken, and about to be replaced. Without a stack trace, as it never leaves {@link PooledConnection}. */
final class BrokenPoolException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1L;

    BrokenPoolException(String connectionName) {
        // SQL:2023-2: connection failure
        super("Connection '" + connectionName + "' broke while a caller waited for it", "08006");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
