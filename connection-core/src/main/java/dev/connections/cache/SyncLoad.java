package dev.connections.cache;

import dev.connections.cache.keys.QueryKey;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads a missing result on the thread of the caller, or waits for the load of another caller. Not thread-safe. */
record SyncLoad<T extends @Nullable Object, X extends Exception>(
        QueryCache cache, QueryKey key, CachePolicy policy, QueryLoader<T, X> loader) {

    private static final Logger logger = LoggerFactory.getLogger(SyncLoad.class);

    T run() throws X {
        cache.statistics.misses.increment();
        CacheEntry resting = cache.entries.getServableWhileSuspended(key, policy);
        if (resting != null) {
            return stale(resting);
        }
        long asked = cache.runtime.nanoTime();
        long waited = 0;
        for (; ; ) {
            InFlightLoad mine = new InFlightLoad(Thread.currentThread());
            InFlightLoad other = cache.loads.begin(key, mine);
            if (other == null) {
                return loadForAll(mine, asked);
            }
            if (other.isOwnedByCaller()) {
                // the load asks for its own result: it would wait for ever
                return loader.load();
            }
            long began = cache.runtime.nanoTime();
            LoadResult result = await(other, waited);
            CacheEntry loaded = result.entry();
            if (loaded != null && loaded.isNewEnough(cache.runtime.nanoTime(), asked, policy.ttl())) {
                return value(loaded);
            }
            if (result.failure() != null) {
                return failed(result.failure());
            }
            // abandoned by its leader, or too old for this caller
            waited += cache.runtime.nanoTime() - began;
        }
    }

    private LoadResult await(InFlightLoad other, long waited) throws X {
        long timeout = loader.timeout();
        try {
            return other.await((timeout == 0) ? 0 : Math.max(1, timeout - waited));
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw loader.interrupted();
        } catch (TimeoutException ex) {
            throw loader.timedOut();
        }
    }

    private T loadForAll(InFlightLoad load, long asked) throws X {
        LoadResult result = LoadResult.GIVEN_UP;
        try {
            // another may have left one since this caller looked
            CacheEntry entry = cache.entries.get(key);
            if (entry == null || !entry.isFreshSince(asked, cache.runtime.nanoTime(), policy.ttl())) {
                entry = load(load, policy.ttl());
            }
            result = LoadResult.of(entry);
            return value(entry);
        } catch (Throwable ex) {
            if (isCallerFailure(ex)) {
                throw ex;
            }
            result = LoadResult.failed(ex);
            cache.entries.suspendSource(key, cache.suspendUntil());
            return failed(ex);
        } finally {
            cache.loads.end(key, load);
            load.complete(result);
        }
    }

    private boolean isCallerFailure(Throwable failure) {
        return Thread.currentThread().isInterrupted() || loader.isCallerFailure(failure);
    }

    /** @param maxAge the greatest age of what other nodes have loaded */
    private CacheEntry load(InFlightLoad load, long maxAge) throws X {
        SharedLevel level = cache.level();
        if (level != null && key.user() == null) {
            SharedLevel.Loaded<T> loaded = level.load(key, policy, maxAge, new CountingLoader<>(loader, cache));
            return keep(load, loaded.value(), cache.runtime.nanoTime() - loaded.age());
        }
        long began = cache.runtime.nanoTime();
        return keep(load, new CountingLoader<>(loader, cache).load(), began);
    }

    private CacheEntry keep(InFlightLoad load, T value, long loadedAt) {
        return cache.keep(load, key, value, loadedAt, policy, loader.isCacheable(value));
    }

    /**
     * Loads inside a transaction. No other caller joins the load, to avoid deadlocks. The age of the result counts from
     * the start of the transaction.
     */
    T inTransaction(CacheTransactionProvider.Transaction transaction) throws X {
        cache.statistics.misses.increment();
        CacheEntry resting = cache.entries.getServableWhileSuspended(key, policy);
        if (resting != null) {
            return stale(resting);
        }
        InFlightLoads.UnsharedLoad unshared = cache.loads.beginUnshared(key);
        try {
            T value = new CountingLoader<>(loader, cache).load();
            long seen = cache.runtime.nanoTime() - transaction.age();
            boolean kept = !transaction.hasWritten() && !cache.evictions.anySince(seen) && loader.isCacheable(value);
            return value(cache.keep(unshared.load(), key, value, seen, policy, kept));
        } catch (Throwable ex) {
            if (isCallerFailure(ex)) {
                throw ex;
            }
            return failed(ex);
        } finally {
            cache.loads.end(unshared);
        }
    }

    /** Refreshes a result while the current one is served. */
    void refresh(CacheEntry present) {
        InFlightLoad mine = new InFlightLoad(Thread.currentThread());
        if (cache.loads.begin(key, mine) != null) {
            // another caller loads it already
            present.endRefresh();
            return;
        }
        LoadResult result = LoadResult.GIVEN_UP;
        try {
            result = LoadResult.of(load(mine, policy.refreshAfter()));
        } catch (Throwable ex) {
            result = LoadResult.failed(ex);
            present.suspendSource(cache.suspendUntil());
            logger.debug("Connection '{}': {} could not be refreshed", cache.connection(), key, ex);
        } finally {
            cache.loads.end(key, mine);
            mine.complete(result);
            present.endRefresh();
        }
    }

    /** What there is instead of a result that could not be loaded: an older one, or the failure. */
    private T failed(Throwable failure) throws X {
        if (policy.staleIfError() != 0 && loader.isSourceFailure(failure)) {
            CacheEntry entry = cache.entries.getServable(key, policy);
            if (entry != null) {
                return stale(entry);
            }
        }
        throw SyncLoad.<X>asThrown(failure);
    }

    private T stale(CacheEntry entry) {
        cache.servedStale(entry, cache.runtime.nanoTime());
        return value(entry);
    }

    @SuppressWarnings("unchecked")
    private T value(CacheEntry entry) {
        return (T) entry.value();
    }

    /** The failure of a load has the type that it declares, or is unchecked. */
    @SuppressWarnings("unchecked")
    private static <X extends Exception> X asThrown(Throwable failure) throws X {
        throw (X) failure;
    }
}
