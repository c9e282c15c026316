package dev.connections.supervision;

import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;

/**
 * The target rejected credentials.
 *
 * @param askedAt when it was last known that they are still the same, in nanoseconds
 */
record Refusal(Credentials credentials, CredentialsRefusedException cause, long askedAt) {

    CredentialsRefusedException exception(String connectionName) {
        return new CredentialsRefusedException(connectionName, cause.getMessage(), cause);
    }
}
