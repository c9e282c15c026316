package dev.connections.cache;

/** A result holds a value that cannot be written for other nodes. */
public final class UnsupportedResultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param type the class of the value */
    public UnsupportedResultException(Class<?> type) {
        super("Values of " + type.getName() + " cannot be shared between nodes", null, false, false);
    }
}
