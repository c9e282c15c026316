package dev.connections.sql;

/** A null met where a primitive is wanted. Says where only once it has been caught, so that it costs nothing to throw. */
final class NullForPrimitiveException extends RuntimeException {

    static final NullForPrimitiveException INSTANCE = new NullForPrimitiveException();

    private NullForPrimitiveException() {
        super("null for a primitive", null, false, false);
    }
}
