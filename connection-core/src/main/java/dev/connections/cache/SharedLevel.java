package dev.connections.cache;

import dev.connections.cache.keys.QueryKey;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A second cache level that several nodes share. It is called when the first level has no result, once for each
 * key, on the thread of a caller. Must be thread-safe.
 *
 * <p>A level that is unavailable must neither fail nor block for long: it calls the source instead.
 */
public interface SharedLevel extends AutoCloseable {

    /**
     * Returns a result that another node has loaded, or loads and shares it.
     *
     * @param key the cache key; never that of a single user
     * @param policy the caching options
     * @param maxAge the maximum age of a shared result, in nanoseconds
     * @param source loads the result
     * @throws X if the source fails
     */
    <T extends @Nullable Object, X extends Exception> Loaded<T> load(
            QueryKey key, CachePolicy policy, long maxAge, QueryLoader<T, X> source) throws X;

    /** Evicts all results on all nodes. A load in flight on any node leaves none. */
    void evictAll();

    /** Evicts all results of a query on all nodes, whatever its arguments. */
    void evict(String query);

    /** Evicts one result on all nodes. */
    void evict(QueryKey key);

    /** Returns whether the level is available. */
    boolean isAvailable();

    /** Detaches from the level. Shared results remain. */
    @Override
    void close();

    /**
     * A result and its age.
     *
     * @param value the result
     * @param age the time since loading began, in nanoseconds
     */
    record Loaded<T extends @Nullable Object>(T value, long age) {}

    /** Receives evictions of other nodes. */
    interface Listener {

        /** All results were evicted. */
        void evictedAll();

        /** All results of a query were evicted. */
        void evicted(String query);

        /** The results of matching keys were evicted. */
        void evicted(Predicate<QueryKey> keys);
    }
}
