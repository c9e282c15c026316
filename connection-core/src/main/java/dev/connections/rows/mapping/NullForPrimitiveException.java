package dev.connections.rows.mapping;

/**
 * Thrown when a null is read as a primitive. The position is added by the catcher, so that throwing costs nothing.
 */
public final class NullForPrimitiveException extends RuntimeException {

    public static final NullForPrimitiveException INSTANCE = new NullForPrimitiveException();

    private NullForPrimitiveException() {
        super("null for a primitive", null, false, false);
    }
}
