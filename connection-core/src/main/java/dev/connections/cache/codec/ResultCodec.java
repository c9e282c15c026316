package dev.connections.cache.codec;

import dev.connections.cache.keys.QueryKey;

/**
 * How results of one class are written for other nodes, and read from them. Results made of records, of single values, and of
 * lists, sets, maps and optionals of such need none. Immutable, and safe for use by several threads.
 *
 * @param <T> the class
 */
public interface ResultCodec<T> {

    /** The class. Its results are of no other, so that those of a subclass are not shared. */
    Class<T> type();

    /** Which form it writes; another form is not read, so that results of another release are loaded anew. */
    int version();

    /**
     * Writes a result.
     *
     * @throws UnsupportedResultException if it holds something that cannot be written: it is not shared then
     */
    void write(T value, ResultWriter target);

    /**
     * Reads a result. Whatever it throws means that there is none.
     *
     * @param key what it was kept under
     */
    T read(ResultReader source, QueryKey key);
}
