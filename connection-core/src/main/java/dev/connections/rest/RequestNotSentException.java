package dev.connections.rest;

import java.io.IOException;

/** A request was not sent, because what authorizes it is not available, such as a token. */
public final class RequestNotSentException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean transientFailure;

    /**
     * Creates an exception.
     *
     * @param message what failed; without secrets
     * @param transientFailure whether another attempt may succeed
     */
    public RequestNotSentException(String message, boolean transientFailure) {
        super(message);
        this.transientFailure = transientFailure;
    }

    /** Returns whether another attempt may succeed. */
    public boolean isTransientFailure() {
        return transientFailure;
    }
}
