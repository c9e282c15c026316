package dev.connections;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the target rejects the credentials of a connection. A retry with the same credentials is pointless.
 */
public class CredentialsRefusedException extends ConnectionException {

    /**
     * Creates the exception.
     *
     * @param connectionName which connection. Thrown by an action, the exception renews the credentials of the
     * connection that runs the action if this is a spelling of its name. With any other name it passes through without
     * an effect, because an action may use further connections. A {@link ConnectionFactory} that throws it refuses the
     * credentials whatever the name
     * @param message what the target said; without secrets
     * @param cause why, or {@code null}
     */
    public CredentialsRefusedException(String connectionName, String message, @Nullable Throwable cause) {
        super(connectionName, message, cause);
    }
}
