package dev.connections.supervision;

import dev.connections.CredentialsRefusedException;
import dev.connections.supervision.resource.ResolvedCredentials;

/**
 * The target rejected credentials.
 *
 * @param resolved the credentials
 * @param validatedAt when it was last known that they are still the same, in nanoseconds
 */
record RefusedCredentials(ResolvedCredentials resolved, CredentialsRefusedException cause, long validatedAt) {

    CredentialsRefusedException exception(String connectionName) {
        return new CredentialsRefusedException(connectionName, cause.getMessage(), cause);
    }
}
