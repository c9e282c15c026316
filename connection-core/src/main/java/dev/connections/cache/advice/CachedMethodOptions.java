package dev.connections.cache.advice;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What an annotation says of how results are cached; what it leaves out is the connection's, which may change while the
 * application runs. Times are in nanoseconds, 0 switches off what the connection says. Immutable.
 */
record CachedMethodOptions(long ttl, long refreshAfter, long staleIfError, @Nullable Scope scope) {

    /** A time that the annotation does not say. */
    static final long LEFT_OUT = -1;

    /** The policy on a connection; {@code null} if neither says how old a result may be, so that nothing is cached. */
    @Nullable
    CachePolicy policy(CacheSettings settings) {
        CachePolicy policy = (ttl != 0) ? settings.policy(Math.max(0, ttl)) : null;
        return (policy == null)
                ? null
                : new CachePolicy(
                        policy.ttl(),
                        (refreshAfter != LEFT_OUT) ? refreshAfter : policy.refreshAfter(),
                        (staleIfError != LEFT_OUT) ? staleIfError : policy.staleIfError(),
                        (scope != null) ? scope : policy.scope());
    }
}
