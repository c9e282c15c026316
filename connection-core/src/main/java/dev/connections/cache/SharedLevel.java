package dev.connections.cache;

import dev.connections.cache.keys.QueryKey;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A second level of a cache, which several nodes share. It stands between the first and the source: it is asked when this node
 * has no result, by one caller for each key, on the caller's thread. Safe for use by several threads.
 *
 * <p>A level that does not work must neither fail nor wait for long: it goes to the source instead.
 */
public interface SharedLevel extends AutoCloseable {

    /**
     * Gives the result that another node has loaded, or loads it and shares it.
     *
     * @param key what the result is kept under; never one of a single user
     * @param policy how it may be kept
     * @param maxAge the greatest age of another's result, in nanoseconds
     * @param source loads it
     * @throws X what the source fails with
     */
    <T extends @Nullable Object, X extends Exception> Loaded<T> load(
            QueryKey key, CachePolicy policy, long maxAge, QueryLoader<T, X> source) throws X;

    /** Removes all results, on all nodes. A load that is under way on any of them leaves none. */
    void evictAll();

    /** Removes all results of a query, on all nodes, whatever its arguments. */
    void evict(String query);

    /** Removes one result, on all nodes. */
    void evict(QueryKey key);

    /** Whether it works at the moment. */
    boolean isAvailable();

    /** Does without it from now on. What is shared stays. */
    @Override
    void close();

    /**
     * A result and its age.
     *
     * @param value the result
     * @param age how long ago loading it began, in nanoseconds
     */
    record Loaded<T extends @Nullable Object>(T value, long age) {}

    /** What other nodes do, as far as it concerns this one. */
    interface Listener {

        /** All results are gone. */
        void evictedAll();

        /** All results of a query are gone. */
        void evicted(String query);

        /** Some results are gone: those of the keys that a test finds. */
        void evicted(Predicate<QueryKey> keys);
    }
}
