package dev.connections.cache;

import org.jspecify.annotations.Nullable;

/**
 * The result of a load: an entry, a failure, or neither if the caller gave up and waiting callers must load themselves.
 *
 * @param entry the loaded entry, cached or not
 * @param failure the failure of the load
 */
record LoadResult(@Nullable CacheEntry entry, @Nullable Throwable failure) {

    static final LoadResult GIVEN_UP = new LoadResult(null, null);

    static LoadResult of(CacheEntry entry) {
        return new LoadResult(entry, null);
    }

    static LoadResult failed(Throwable failure) {
        return new LoadResult(null, failure);
    }
}
