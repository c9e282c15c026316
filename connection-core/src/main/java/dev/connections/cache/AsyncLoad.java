package dev.connections.cache;

import dev.connections.cache.keys.QueryKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Loads a missing result asynchronously. Bypasses the second level. */
record AsyncLoad<T extends @Nullable Object>(
        QueryCache cache, QueryKey key, CachePolicy policy, AsyncQueryLoader<T> loader) {

    CompletableFuture<T> run() {
        cache.statistics.misses.increment();
        CacheEntry resting = cache.entries.getServableWhileSuspended(key, policy);
        if (resting != null) {
            return CompletableFuture.completedFuture(stale(resting));
        }
        return run(cache.runtime.nanoTime());
    }

    private CompletableFuture<T> run(long asked) {
        InFlightLoad mine = new InFlightLoad(null);
        InFlightLoad other = cache.loads.begin(key, mine);
        if (other == null) {
            // another may have left one since this caller looked
            CacheEntry left = cache.entries.get(key);
            if (left != null && left.isFreshSince(asked, cache.runtime.nanoTime(), policy.ttl())) {
                end(mine, LoadResult.of(left));
            } else {
                loadForAll(mine);
            }
        }
        InFlightLoad joined = (other == null) ? mine : other;
        boolean leads = other == null;
        return joined.result().thenCompose(result -> completed(leads, result, asked));
    }

    void refresh(CacheEntry present) {
        InFlightLoad mine = new InFlightLoad(null);
        if (cache.loads.begin(key, mine) == null) {
            loadForAll(mine);
            mine.result().thenAccept(result -> present.endRefresh());
        } else {
            present.endRefresh();
        }
    }

    private void loadForAll(InFlightLoad load) {
        long began = cache.runtime.nanoTime();
        try {
            loader.load().whenComplete((value, failure) -> ended(load, began, value, failure));
        } catch (RuntimeException | Error ex) {
            ended(load, began, null, ex);
        }
    }

    @SuppressWarnings("NullAway") // a failure has no value
    private void ended(InFlightLoad load, long began, @Nullable T value, @Nullable Throwable failure) {
        LoadResult result = LoadResult.GIVEN_UP;
        try {
            cache.statistics.loaded(cache.runtime.nanoTime() - began, failure != null);
            if (failure == null) {
                result = LoadResult.of(cache.keep(load, key, value, began, policy, loader.isCacheable(value)));
            } else {
                result = LoadResult.failed(failure);
                cache.entries.suspendSource(key, cache.suspendUntil());
            }
        } catch (RuntimeException | Error ex) {
            result = LoadResult.failed(ex);
        } finally {
            end(load, result);
        }
    }

    private void end(InFlightLoad load, LoadResult result) {
        cache.loads.end(key, load);
        load.complete(result);
    }

    private CompletionStage<T> completed(boolean leads, LoadResult result, long asked) {
        CacheEntry loaded = result.entry();
        if (loaded != null && (leads || loaded.isNewEnough(cache.runtime.nanoTime(), asked, policy.ttl()))) {
            return CompletableFuture.completedFuture(value(loaded));
        }
        Throwable failure = result.failure();
        if (failure == null) {
            // abandoned by its leader, or too old for this caller
            return run(asked);
        }
        Throwable cause =
                (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
        CacheEntry entry = cache.entries.getServable(key, policy);
        if (entry != null && loader.isSourceFailure(cause)) {
            return CompletableFuture.completedFuture(stale(entry));
        }
        return CompletableFuture.failedFuture(cause);
    }

    private T stale(CacheEntry entry) {
        cache.servedStale(entry, cache.runtime.nanoTime());
        return value(entry);
    }

    @SuppressWarnings("unchecked")
    private T value(CacheEntry entry) {
        return (T) entry.value();
    }
}
