package dev.connections.cache.codec;

/** Bytes are no result, or none of this release. */
final class MalformedResultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedResultException(String message) {
        super(message, null, false, false);
    }
}
