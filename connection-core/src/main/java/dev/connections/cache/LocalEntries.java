package dev.connections.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.connections.cache.keys.QueryKey;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The cached results of this node. Caffeine enforces the maximum size and selects the entries to evict; {@link
 * ExpiryQueue} removes expired entries.
 */
final class LocalEntries {

    private static final long NEVER = Long.MAX_VALUE;

    private final Cache<QueryKey, CacheEntry> cache;

    private final ExpiryQueue expiry = new ExpiryQueue();

    private final CacheRuntime runtime;

    private final CacheStatistics statistics;

    /** The keys of each user who has results of their own. */
    private final ConcurrentMap<Object, Set<QueryKey>> ofUsers = new ConcurrentHashMap<>();

    /** When the next look for expired entries is due. */
    private final AtomicLong nextSweep = new AtomicLong(NEVER);

    private volatile long maxSize;

    LocalEntries(long maxSize, CacheRuntime runtime, CacheStatistics statistics) {
        this.maxSize = maxSize;
        this.runtime = runtime;
        this.statistics = statistics;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxSize)
                .weigher((QueryKey key, CacheEntry entry) -> entry.weight())
                // on the writer's thread, so that the size is kept at each moment and no pool of others is needed
                .executor(Runnable::run)
                .removalListener(this::removed)
                .build();
    }

    @Nullable
    CacheEntry get(QueryKey key) {
        return cache.getIfPresent(key);
    }

    /** One that may be served to such a caller because there is nothing newer to be had. */
    @Nullable
    CacheEntry getServable(QueryKey key, CachePolicy policy) {
        CacheEntry entry = get(key);
        return (entry != null && entry.isServable(runtime.nanoTime(), policy)) ? entry : null;
    }

    /** The same, as long as its source is left alone. */
    @Nullable
    CacheEntry getServableWhileSuspended(QueryKey key, CachePolicy policy) {
        CacheEntry entry = getServable(key, policy);
        return (entry != null && entry.isSourceSuspended(runtime.nanoTime())) ? entry : null;
    }

    /** The source of an entry has failed, and is left alone until then. */
    void suspendSource(QueryKey key, long until) {
        CacheEntry entry = get(key);
        if (entry != null) {
            entry.suspendSource(until);
        }
    }

    /** Adds an entry, unless it is too large to be one of several. */
    boolean add(CacheEntry entry) {
        if (entry.weight() > maxSize) {
            return false;
        }
        if (entry.key.user() != null) {
            ofUsers.computeIfAbsent(entry.key.user(), user -> ConcurrentHashMap.newKeySet())
                    .add(entry.key);
        }
        // before it can be removed
        long first = expiry.add(entry);
        statistics.added(entry);
        cache.put(entry.key, entry);
        sweepAt(first);
        return true;
    }

    /** Keeps an entry for a caller for whom it is of use for longer than for others. */
    void keepFor(CacheEntry entry, long keep) {
        entry.keepFor(keep);
        if (cache.asMap().get(entry.key) == entry) {
            expiry.add(entry);
        }
    }

    /** Removes an invalid entry, unless it has been replaced. */
    void remove(CacheEntry entry) {
        cache.asMap().remove(entry.key, entry);
    }

    private void removed(@Nullable QueryKey key, @Nullable CacheEntry entry, RemovalCause cause) {
        if (entry == null) {
            return;
        }
        expiry.remove(entry);
        statistics.removed(entry);
        if (cause == RemovalCause.SIZE) {
            statistics.evictions.increment();
        }
        Object user = entry.key.user();
        if (user != null && cause != RemovalCause.REPLACED) {
            ofUsers.computeIfPresent(user, (any, keys) -> {
                keys.remove(entry.key);
                return keys.isEmpty() ? null : keys;
            });
        }
    }

    void clear() {
        cache.asMap().values().forEach(CacheEntry::invalidate);
        cache.invalidateAll();
        cache.cleanUp();
    }

    void evict(Predicate<QueryKey> keys) {
        cache.asMap().forEach((key, entry) -> {
            if (keys.test(key)) {
                entry.invalidate();
                cache.asMap().remove(key, entry);
            }
        });
    }

    void evictUser(Object user) {
        Set<QueryKey> keys = ofUsers.get(user);
        if (keys != null) {
            cache.invalidateAll(keys);
        }
    }

    Collection<CacheEntry> all() {
        return cache.asMap().values();
    }

    void setMaxSize(long newMaxSize) {
        if (newMaxSize != maxSize) {
            maxSize = newMaxSize;
            cache.policy().eviction().orElseThrow().setMaximum(newMaxSize);
        }
    }

    private void sweepAt(long time) {
        long planned = nextSweep.get();
        while (planned == NEVER || time - planned < 0) {
            if (nextSweep.compareAndSet(planned, time)) {
                runtime.schedule(() -> sweep(time), Math.max(0, time - runtime.nanoTime()));
                return;
            }
            planned = nextSweep.get();
        }
    }

    private void sweep(long time) {
        // one that has been overtaken by an earlier one leaves the rest to it
        boolean last = nextSweep.compareAndSet(time, NEVER);
        long now = runtime.nanoTime();
        for (CacheEntry entry : expiry.expired(now)) {
            if (!entry.isExpired(now)) {
                // kept for longer while it was taken out
                expiry.add(entry);
            } else if (cache.asMap().remove(entry.key, entry)) {
                statistics.expirations.increment();
            }
        }
        Long next = expiry.next();
        if (last && next != null) {
            sweepAt(next);
        }
    }
}
