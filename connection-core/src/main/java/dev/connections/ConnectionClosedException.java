package dev.connections;

/** A connection was used after it had been closed for good. */
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
