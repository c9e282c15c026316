package dev.connections.supervision;

import dev.connections.CredentialsRefusedException;

/**
 * The target rejected credentials.
 *
 * @param answer the credentials
 * @param askedAt when it was last known that they are still the same, in nanoseconds
 */
record Refusal(Answer answer, CredentialsRefusedException cause, long askedAt) {

    CredentialsRefusedException exception(String connectionName) {
        return new CredentialsRefusedException(connectionName, cause.getMessage(), cause);
    }
}
