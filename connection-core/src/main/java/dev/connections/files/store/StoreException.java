package dev.connections.files.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The failure of a request to a store. The message has no secrets and does not name the connection. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    private final transient @Nullable Duration retryAfter;

    /**
     * @param reason the kind of failure
     * @param message what failed, with the status and error code of the store
     * @param cause the exception of the client, or {@code null}
     */
    public StoreException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, null, cause);
    }

    /** @param retryAfter the pause that the store requests; {@code null} for none */
    public StoreException(Reason reason, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Returns the kind of failure. */
    public Reason reason() {
        return reason;
    }

    /** Returns the pause that the store requests; {@code null} for none. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The kinds of failure. */
    public enum Reason {

        /** The file does not exist. */
        NOT_FOUND,

        /** The file still has the version of {@code ifNoneMatch}. */
        NOT_MODIFIED,

        /** A condition does not hold. */
        CONDITION_FAILED,

        /** The bucket, container, repository or directory does not exist. */
        CONTAINER_MISSING,

        /** The credentials are wrong, expired or missing. */
        CREDENTIALS_REFUSED,

        /** The credentials are right, but do not permit the request. */
        FORBIDDEN,

        /** Too many requests: {@code SlowDown}, 429 or 503 with such a code. */
        THROTTLED,

        /** The store does not respond, or has an internal error. */
        UNAVAILABLE,

        /** The request is invalid for this store, such as a path that is too long. */
        INVALID
    }
}
