package dev.connections.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A value, and what it owes to caches. Immutable.
 *
 * @param value the value
 * @param cached whether any cached result went into it
 * @param stale whether any of them was older than its caller accepts, because its source failed
 * @param age the age of the oldest result that went into it; zero if all were loaded for it
 */
public record CachedResult<T extends @Nullable Object>(T value, boolean cached, boolean stale, Duration age) {

    /**
     * Does work and tells what it owes to caches: to {@code @CachedQuery} methods and to queries with a time to live that
     * the calling thread runs.
     *
     * @param work calls whatever it likes
     * @throws X whatever the work throws
     */
    public static <T extends @Nullable Object, X extends Exception> CachedResult<T> of(Work<T, X> work) throws X {
        CacheReadRecorder readings = CacheReadRecorder.begin();
        try {
            T value = work.call();
            return new CachedResult<>(value, readings.cached(), readings.stale(), Duration.ofNanos(readings.age()));
        } finally {
            readings.end();
        }
    }

    /** Work with a result. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Exception> {

        /** Does the work. */
        T call() throws X;
    }
}
