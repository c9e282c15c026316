package dev.connections.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A value with the age of the cached results it was made from. Immutable.
 *
 * @param value the value
 * @param cached whether any cached result was used
 * @param stale whether any of them was stale, served because its source failed
 * @param age the age of the oldest result used; zero if all were loaded
 */
public record CachedResult<T extends @Nullable Object>(T value, boolean cached, boolean stale, Duration age) {

    /**
     * Runs work and records its cache hits: those of {@code @CachedQuery} methods and of queries with a TTL on the
     * calling thread.
     *
     * @param work the work
     * @throws X the exception of the work
     */
    public static <T extends @Nullable Object, X extends Exception> CachedResult<T> of(Work<T, X> work) throws X {
        CacheReadRecorder readings = CacheReadRecorder.begin();
        try {
            T value = work.call();
            return new CachedResult<>(value, readings.cached, readings.stale, Duration.ofNanos(readings.age));
        } finally {
            readings.end();
        }
    }

    /** Work with a result. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Exception> {

        /** Runs the work. */
        T call() throws X;
    }
}
