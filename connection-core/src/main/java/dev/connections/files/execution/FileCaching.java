package dev.connections.files.execution;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.QueryCache;
import dev.connections.cache.QueryLoader;
import dev.connections.cache.keys.QueryKey;
import dev.connections.files.FilesException;
import dev.connections.files.MissingFileException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Caches results of reads and queries together with the versions of the files that they come from. An expired result is
 * valid again if the versions are the same. Thread-safe.
 */
final class FileCaching {

    /** How long an expired result is kept for revalidation. */
    private static final Duration RENEWABLE = Duration.ofHours(24);

    private static final int MAX_QUERIES = 1_000;

    private final QueryCache cache;

    /** The files of cached SQL queries. */
    private final Map<String, List<FileGlob>> queries = new ConcurrentHashMap<>();

    FileCaching(QueryCache cache) {
        this.cache = cache;
    }

    /**
     * A cached result.
     *
     * @param version the versions of the files
     * @param value the result, immutable
     */
    record Versioned<T>(String version, T value) {}

    /** Loads a result. */
    @FunctionalInterface
    interface Loader<T> {

        /**
         * @param known the expired result; {@code null} if there is none
         * @return {@code known} if the files still have its version
         */
        Versioned<T> load(@Nullable Versioned<T> known);
    }

    /**
     * Returns the policy of a read; {@code null} if it is not cached.
     *
     * @param ttl the maximum age that the caller accepts; {@code null} for that of the connection
     */
    @Nullable
    CachePolicy policy(@Nullable Duration ttl) {
        if (ttl != null && (ttl.isZero() || ttl.isNegative())) {
            return null;
        }
        CachePolicy policy = cache.settings().policy(CachePolicy.nanos(ttl));
        return (policy == null) ? null : policy.renewable(policy.ttl(), CachePolicy.nanos(RENEWABLE));
    }

    /** Returns a cached result, or loads it. */
    <T> T get(QueryKey key, CachePolicy policy, Loader<T> loader) {
        Versioned<T> known = cache.getIfPresent(key, policy);
        return cache.<Versioned<T>, RuntimeException>get(
                        key, policy, new QueryLoader<Versioned<T>, RuntimeException>() {
                            @Override
                            public Versioned<T> load() {
                                return loader.load(known);
                            }

                            @Override
                            public boolean isSourceFailure(Throwable failure) {
                                return failure instanceof FilesException && !(failure instanceof MissingFileException);
                            }
                        })
                .value();
    }

    /** Records the files of a SQL query, so that writes evict its results. */
    void record(String sql, List<FileGlob> files) {
        if (queries.size() >= MAX_QUERIES && !queries.containsKey(sql)) {
            queries.keySet().forEach(cache::evict);
            queries.clear();
        }
        queries.put(sql, files);
    }

    /** Evicts the results of files that were written or deleted. */
    void written(Collection<String> paths) {
        for (String path : paths) {
            cache.evict(path);
            queries.forEach((sql, files) -> {
                if (files.stream().anyMatch(file -> file.matches(path))) {
                    cache.evict(sql);
                }
            });
        }
    }
}
