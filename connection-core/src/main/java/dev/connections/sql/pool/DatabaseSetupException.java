package dev.connections.sql.pool;

import dev.connections.ConnectionException;

/** The setup of a database, such as its migrations, has failed. The connection is unavailable until it succeeds. */
public class DatabaseSetupException extends ConnectionException {

    /**
     * @param connectionName the connection of the database
     * @param message what failed, and what to do
     * @param cause why
     */
    public DatabaseSetupException(String connectionName, String message, Throwable cause) {
        super(connectionName, message, cause);
    }
}
