package dev.connections.cache.codec;

/** Thrown when bytes are not a result of this release. */
final class MalformedResultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedResultException(String message) {
        super(message, null, false, false);
    }
}
