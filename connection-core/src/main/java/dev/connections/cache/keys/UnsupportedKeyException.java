package dev.connections.cache.keys;

/**
 * An argument cannot be part of a key: nothing tells for certain whether two values of its type are the same, or whether one
 * changes later.
 */
public final class UnsupportedKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Class<?> argumentType;

    UnsupportedKeyException(Class<?> argumentType) {
        super("a value of " + argumentType.getName()
                + " cannot be part of a cache key. Use a record, an enum, a value of"
                + " the JDK, or an array or collection of such");
        this.argumentType = argumentType;
    }

    /** The type of the argument. */
    public Class<?> argumentType() {
        return argumentType;
    }
}
