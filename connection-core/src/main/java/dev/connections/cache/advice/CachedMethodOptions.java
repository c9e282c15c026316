package dev.connections.cache.advice;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What an annotation says of how results are cached; what it leaves out is the connection's, which may change while the
 * application runs. Times are in nanoseconds, 0 for what is left out. Immutable.
 */
record CachedMethodOptions(long ttl, long refreshAfter, long staleIfError, @Nullable Scope scope) {

    /** The policy on a connection; {@code null} if neither says how old a result may be, so that nothing is cached. */
    @Nullable
    CachePolicy policy(CacheSettings settings) {
        CachePolicy policy = settings.policy(ttl);
        return (policy == null)
                ? null
                : new CachePolicy(
                        policy.ttl(),
                        (refreshAfter != 0) ? refreshAfter : policy.refreshAfter(),
                        (staleIfError != 0) ? staleIfError : policy.staleIfError(),
                        (scope != null) ? scope : policy.scope());
    }
}
