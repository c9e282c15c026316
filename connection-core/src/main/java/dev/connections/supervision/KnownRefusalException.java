package dev.connections.supervision;

import dev.connections.CredentialsRefusedException;

/** The target was not contacted: it has refused the same credentials before. */
final class KnownRefusalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KnownRefusalException(CredentialsRefusedException cause) {
        super(cause.getMessage(), cause, false, false);
    }
}
