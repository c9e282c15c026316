package dev.connections.cache;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The default settings for the cached results of a connection. Immutable.
 *
 * @param ttl the maximum age of a result; {@code null}: caching is off unless a call sets a TTL
 * @param refreshAfter the age from which a result is refreshed in the background; {@code null} for never
 * @param staleIfError how long beyond its TTL a stale result is served if its source fails; {@code null} for never
 * @param scope which callers share a result
 * @param jitter the maximum fraction of the TTL by which a result expires early, so that results do not expire
 *     together: 0 to 1
 * @param maxSize the maximum memory of all results, in bytes; 0 switches caching off
 * @param coolDown how long a failed source is not called again while a stale result is served
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

    /** Returns the defaults: caching is off unless a call sets a TTL; 64 MB at most. */
    public static CacheSettings defaults() {
        return new CacheSettings(
                null, null, null, Scope.SHARED, DEFAULT_JITTER, DEFAULT_MAX_SIZE, DEFAULT_COOL_DOWN, false);
    }

    /**
     * Returns the policy of a call: these settings, with the call's own TTL if it has one.
     *
     * @param callerTtl the TTL of the call in nanoseconds; 0 for none
     * @return {@code null} if there is no TTL, so that the result is not cached
     */
    public @Nullable CachePolicy policy(long callerTtl) {
        long greatest = (callerTtl != 0) ? callerTtl : CachePolicy.nanos(ttl);
        return (greatest == 0)
                ? null
                : new CachePolicy(greatest, CachePolicy.nanos(refreshAfter), CachePolicy.nanos(staleIfError), scope);
    }
}
