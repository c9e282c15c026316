package dev.connections;

import org.jspecify.annotations.Nullable;

/** The target rejected the credentials of a connection. Trying again with the same ones is pointless. */
public class CredentialsRefusedException extends ConnectionException {

    /**
     * @param connectionName which connection
     * @param message what the target said; without secrets
     * @param cause why, or {@code null}
     */
    public CredentialsRefusedException(String connectionName, String message, @Nullable Throwable cause) {
        super(connectionName, message, cause);
    }
}
