package dev.connections;

/** Thrown when a connection is used after it was closed permanently. */
public class ConnectionClosedException extends ConnectionException {

    /** @param connectionName which connection */
    public ConnectionClosedException(String connectionName) {
        super(
                connectionName,
                "Connection '" + connectionName
                        + "' is closed: its application is shutting down, or it was closed by name",
                null);
    }
}
