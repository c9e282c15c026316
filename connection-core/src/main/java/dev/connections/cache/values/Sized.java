package dev.connections.cache.values;

/** An immutable result that knows its size in memory. */
public interface Sized {

    /** Its size in memory, in bytes, with all it holds. */
    long sizeInBytes();
}
