package dev.connections.cache.codec;

/**
 * Thrown when a result holds a value that callers, or nodes, cannot share: it is mutable, is used up, or cannot be
 * encoded.
 */
public final class UnsupportedResultException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** @param type the class of a value that cannot be encoded for other nodes */
    public UnsupportedResultException(Class<?> type) {
        this("Values of " + type.getName() + " cannot be shared between nodes");
    }

    /** @param message what was returned, and what to do */
    public UnsupportedResultException(String message) {
        super(message);
    }
}
