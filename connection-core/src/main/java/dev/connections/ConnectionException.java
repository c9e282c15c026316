package dev.connections;

import org.jspecify.annotations.Nullable;

/** Base of the exceptions about a connection, as opposed to the call that uses it. */
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
