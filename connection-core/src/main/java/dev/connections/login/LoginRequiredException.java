package dev.connections.login;

import dev.connections.ConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the calling thread has no logged-in user: outside a request, before a login, or after the connection
 * was closed or broke. The user must log in again.
 */
public class LoginRequiredException extends ConnectionException {

    /**
     * @param connectionName which connection
     * @param cause why a login has ended, or {@code null}
     */
    public LoginRequiredException(String connectionName, @Nullable Throwable cause) {
        super(
                connectionName,
                "Connection '" + connectionName
                        + "' is one that each user opens, and nobody who has works on this thread",
                cause);
    }
}
