package dev.connections.cache.codec;

import dev.connections.cache.keys.QueryKey;

/**
 * Encodes and decodes results of one class for other nodes. Results made of records, scalar values, lists, sets,
 * maps and optionals need no codec. Must be immutable and thread-safe.
 *
 * @param <T> the class
 */
public interface ResultCodec<T> {

    /** Returns the exact class that this codec handles. Subclasses are not handled. */
    Class<T> type();

    /**
     * Returns the version of the encoding. Other versions are not decoded, so that results of another release are
     * loaded again.
     */
    int version();

    /**
     * Encodes a result.
     *
     * @throws UnsupportedResultException if it holds a value that cannot be encoded; it is not shared then
     */
    void write(T value, ResultWriter target);

    /**
     * Decodes a result. Any exception counts as a miss.
     *
     * @param key the cache key
     */
    T read(ResultReader source, QueryKey key);
}
