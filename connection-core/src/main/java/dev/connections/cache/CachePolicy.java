package dev.connections.cache;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The caching options of a call. Immutable. All times are in nanoseconds.
 *
 * @param ttl the maximum age of a result, positive
 * @param refreshAfter the age from which a result is refreshed in the background while the current one is served; 0
 *     for never
 * @param staleIfError how long beyond {@code ttl} a stale result is served if the source fails; 0 for never
 * @param renewableFor how long beyond {@code ttl} a result is kept for loaders that can revalidate it; 0 for never
 * @param scope which callers share the result
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

    /** Creates a policy without revalidation. */
    public CachePolicy(long ttl, long refreshAfter, long staleIfError, Scope scope) {
        this(ttl, refreshAfter, staleIfError, 0, scope);
    }

    /** Returns a policy with a TTL only. */
    public static CachePolicy ttl(Duration ttl) {
        return new CachePolicy(nanos(ttl), 0, 0, Scope.SHARED);
    }

    /** Returns a duration in nanoseconds; 0 for {@code null}. */
    public static long nanos(@Nullable Duration time) {
        if (time == null) {
            return 0;
        }
        return (time.getSeconds() < LONGEST / 1_000_000_000) ? time.toNanos() : LONGEST;
    }

    /** Returns how long a result is kept, in nanoseconds. */
    public long keep() {
        return ttl + Math.max(staleIfError, renewableFor);
    }

    /** Returns a copy with another TTL whose results are kept for revalidation. */
    public CachePolicy renewable(long newTtl, long newRenewableFor) {
        return new CachePolicy(newTtl, refreshAfter, staleIfError, newRenewableFor, scope);
    }
}
