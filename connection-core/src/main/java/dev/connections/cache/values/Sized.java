package dev.connections.cache.values;

/** A result that never changes and knows how much memory it takes. */
public interface Sized {

    /** Its size in memory, in bytes, with all it holds. */
    long sizeInBytes();
}
