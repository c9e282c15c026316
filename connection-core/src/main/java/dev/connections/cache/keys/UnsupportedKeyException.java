package dev.connections.cache.keys;

/**
 * Thrown when an argument cannot be part of a cache key, because its type has no reliable equality or is mutable.
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

    /** Returns the type of the argument. */
    public Class<?> argumentType() {
        return argumentType;
    }
}
