package dev.connections.login;

import dev.connections.ConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * The calling thread works for nobody who is logged in: outside a request, before a login, or after its connection was closed
 * or broke. Ends when the user logs in.
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
