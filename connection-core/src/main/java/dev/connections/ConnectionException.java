package dev.connections;

import org.jspecify.annotations.Nullable;

/** Something is wrong with a connection, as opposed to what was asked of it. */
public class ConnectionException extends RuntimeException {

    private final String connectionName;

    /**
     * @param connectionName which connection
     * @param message what happened, and what to do; without secrets
     * @param cause why, or {@code null}
     */
    public ConnectionException(String connectionName, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.connectionName = connectionName;
    }

    /** The name of the connection. */
    public String connectionName() {
        return connectionName;
    }
}
