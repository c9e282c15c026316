package dev.connections.credentials;

import java.io.IOException;

/**
 * Thrown when no access token can be obtained at the moment. The message names the registration and the reason, and
 * holds no secret.
 */
public final class TokenUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean transientFailure;

    /**
     * @param message what failed; without secrets
     * @param transientFailure whether another attempt may succeed
     */
    public TokenUnavailableException(String message, boolean transientFailure) {
        super(message);
        this.transientFailure = transientFailure;
    }

    /** Returns whether another attempt may succeed. */
    public boolean isTransientFailure() {
        return transientFailure;
    }
}
