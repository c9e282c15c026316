package dev.connections.cache;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the results of one connection that nobody says otherwise for. Immutable.
 *
 * @param ttl the greatest age of a result; {@code null}: results are not cached unless a caller asks for it
 * @param refreshAfter the age from which on a result is loaded anew in the background; {@code null} for never
 * @param staleIfError for how long beyond its time a result is served when its source fails; {@code null} for not at all
 * @param scope who shares a result
 * @param jitter by what part of its time, at most, a result expires early, so that not all do together: 0 to 1
 * @param maxSize how much memory all results take together, in bytes; 0 for none at all
 * @param coolDown for how long a source that failed is left alone while there is an older result to serve
 * @param evictOnWrite whether a write through the connection evicts all its results
 */
public record CacheSettings(
        @Nullable Duration ttl,
        @Nullable Duration refreshAfter,
        @Nullable Duration staleIfError,
        Scope scope,
        double jitter,
        long maxSize,
        Duration coolDown,
        boolean evictOnWrite) {

    /** The default of {@link #jitter}. */
    public static final double DEFAULT_JITTER = 0.05;

    /** The default of {@link #maxSize}: 64 MB. */
    public static final long DEFAULT_MAX_SIZE = 64L * 1024 * 1024;

    /** The default of {@link #coolDown}. */
    public static final Duration DEFAULT_COOL_DOWN = Duration.ofSeconds(1);

    /** @throws IllegalArgumentException if a value is out of its range */
    public CacheSettings {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(coolDown, "coolDown");
        checkPositive("ttl", ttl);
        checkPositive("refreshAfter", refreshAfter);
        checkPositive("staleIfError", staleIfError);
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to 1");
        }
        if (maxSize < 0) {
            throw new IllegalArgumentException("maxSize must not be negative");
        }
        if (coolDown.isNegative()) {
            throw new IllegalArgumentException("coolDown must not be negative");
        }
    }

    private static void checkPositive(String name, @Nullable Duration time) {
        if (time != null && (time.isNegative() || time.isZero())) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }

    /** Nothing is cached unless a caller asks for it; 64 MB at most. */
    public static CacheSettings defaults() {
        return new CacheSettings(
                null, null, null, Scope.SHARED, DEFAULT_JITTER, DEFAULT_MAX_SIZE, DEFAULT_COOL_DOWN, false);
    }

    /** The same with another greatest age. */
    public CacheSettings withTtl(@Nullable Duration newTtl) {
        return new CacheSettings(newTtl, refreshAfter, staleIfError, scope, jitter, maxSize, coolDown, evictOnWrite);
    }

    /** The same with another time of stale results. */
    public CacheSettings withStaleIfError(@Nullable Duration newStaleIfError) {
        return new CacheSettings(ttl, refreshAfter, newStaleIfError, scope, jitter, maxSize, coolDown, evictOnWrite);
    }

    /** The same with another jitter. */
    public CacheSettings withJitter(double newJitter) {
        return new CacheSettings(ttl, refreshAfter, staleIfError, scope, newJitter, maxSize, coolDown, evictOnWrite);
    }

    /** The same with another size. */
    public CacheSettings withMaxSize(long newMaxSize) {
        return new CacheSettings(ttl, refreshAfter, staleIfError, scope, jitter, newMaxSize, coolDown, evictOnWrite);
    }

    /** The same, with or without eviction after a write. */
    public CacheSettings withEvictOnWrite(boolean newEvictOnWrite) {
        return new CacheSettings(ttl, refreshAfter, staleIfError, scope, jitter, maxSize, coolDown, newEvictOnWrite);
    }

    /**
     * The policy of a caller that says so much, the rest being that of the connection.
     *
     * @param callerTtl the caller's greatest age, in nanoseconds; 0 if it says none
     * @return {@code null} if neither says how old a result may be, so that nothing is cached
     */
    public @Nullable CachePolicy policy(long callerTtl) {
        long greatest = (callerTtl != 0) ? callerTtl : CachePolicy.nanos(ttl);
        return (greatest == 0)
                ? null
                : new CachePolicy(greatest, CachePolicy.nanos(refreshAfter), CachePolicy.nanos(staleIfError), scope);
    }
}
