package dev.connections.rows.mapping;

/** A null met where a primitive is wanted. Says where only once it has been caught, so that it costs nothing to throw. */
public final class NullForPrimitiveException extends RuntimeException {

    public static final NullForPrimitiveException INSTANCE = new NullForPrimitiveException();

    private NullForPrimitiveException() {
        super("null for a primitive", null, false, false);
    }
}
