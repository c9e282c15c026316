package dev.connections.sql.pool;

import dev.connections.ConnectionException;

/**
 * Thrown when the setup of a database, such as its migrations, has failed. The connection is unavailable until the
 * setup succeeds.
 */
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
