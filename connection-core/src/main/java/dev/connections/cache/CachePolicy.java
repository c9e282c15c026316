package dev.connections.cache;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a caller wants results to be cached. Immutable. All times are in nanoseconds.
 *
 * @param ttl the greatest age that the caller accepts, positive
 * @param refreshAfter the age from which on a result is loaded anew in the background, while the present one is served; 0 for
 *     never
 * @param staleIfError for how long beyond {@code ttl} a result is served when it cannot be loaded anew; 0 for not at all
 * @param renewableFor for how long beyond {@code ttl} a result is kept for loaders that can make a new one of it; 0 for not at all
 * @param scope who shares the result
 */
public record CachePolicy(long ttl, long refreshAfter, long staleIfError, long renewableFor, Scope scope) {

    /** Some 146 years: sums of two do not overflow. */
    private static final long LONGEST = Long.MAX_VALUE / 2;

    /** @throws IllegalArgumentException if a time is negative, or {@code ttl} is 0 */
    public CachePolicy {
        Objects.requireNonNull(scope, "scope");
        if (ttl <= 0) {
            throw new IllegalArgumentException("ttl must be positive");
        }
        if (refreshAfter < 0 || staleIfError < 0 || renewableFor < 0) {
            throw new IllegalArgumentException("refreshAfter, staleIfError and renewableFor must not be negative");
        }
        ttl = Math.min(ttl, LONGEST);
        staleIfError = Math.min(staleIfError, LONGEST);
        renewableFor = Math.min(renewableFor, LONGEST);
    }

    /** A policy whose results are of no use once they are too old, but in place of an error. */
    public CachePolicy(long ttl, long refreshAfter, long staleIfError, Scope scope) {
        this(ttl, refreshAfter, staleIfError, 0, scope);
    }

    /** A policy of one time alone. */
    public static CachePolicy ttl(Duration ttl) {
        return new CachePolicy(nanos(ttl), 0, 0, Scope.SHARED);
    }

    /** A time in nanoseconds; 0 for {@code null}. */
    public static long nanos(@Nullable Duration time) {
        if (time == null) {
            return 0;
        }
        return (time.getSeconds() < LONGEST / 1_000_000_000) ? time.toNanos() : LONGEST;
    }

    /** For how long a result is of use to the caller, in nanoseconds. */
    public long keep() {
        return ttl + Math.max(staleIfError, renewableFor);
    }

    /** The same for a caller who accepts another age, of results that can be renewed. */
    public CachePolicy renewable(long newTtl, long newRenewableFor) {
        return new CachePolicy(newTtl, refreshAfter, staleIfError, newRenewableFor, scope);
    }
}
