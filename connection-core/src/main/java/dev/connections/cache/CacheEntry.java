package dev.connections.cache;

import dev.connections.cache.keys.QueryKey;
import dev.connections.cache.values.MemorySize;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A cached result. Its value is immutable; its retention and validity change. All times are those of the cache's
 * clock, in nanoseconds.
 */
final class CacheEntry {

    /** What the cache itself needs for an entry: this object, its node and its places in maps. */
    private static final int OVERHEAD = 200;

    private static final AtomicLong IDS = new AtomicLong();

    final QueryKey key;

    private final long id = IDS.incrementAndGet();

    private final @Nullable Object value;

    private final long loadedAt;

    /** By what part of its time it expires early. */
    private final double early;

    private final int weight;

    private volatile long keepUntil;

    private volatile boolean invalid;

    /** Until then the source is left alone, because it failed. */
    private volatile long sourceRestsUntil;

    private final AtomicBoolean refreshing = new AtomicBoolean();

    /** Its place among those that expire in the same second; guarded by the lock of {@link ExpiryQueue}. */
    @Nullable
    CacheEntry previous;

    @Nullable
    CacheEntry next;

    @Nullable
    Long second;

    CacheEntry(QueryKey key, @Nullable Object value, long loadedAt, double early, long keep) {
        this.key = key;
        this.value = value;
        this.loadedAt = loadedAt;
        this.early = early;
        this.weight = (int) Math.min(Integer.MAX_VALUE, OVERHEAD + key.sizeInBytes() + MemorySize.of(value));
        this.keepUntil = loadedAt + keep;
        this.sourceRestsUntil = loadedAt;
    }

    @Nullable
    Object value() {
        return value;
    }

    /** Whether it is new enough for a caller who accepts an age of {@code ttl}. */
    boolean isFresh(long now, long ttl) {
        return now - loadedAt < ttl - (long) (ttl * early) && !invalid;
    }

    /**
     * Whether it is new enough for a caller who has waited for it: young enough, or loaded from the source after the
     * caller asked.
     */
    boolean isNewEnough(long now, long asked, long ttl) {
        return now - loadedAt < ttl || loadedAt - asked >= 0;
    }

    /** Whether it is fresh, or was loaded after the caller asked. */
    boolean isFreshSince(long asked, long now, long ttl) {
        return isFresh(now, ttl) || (loadedAt - asked >= 0 && !invalid);
    }

    /** Whether it may be served to such a caller because there is nothing newer to be had. */
    boolean isServable(long now, CachePolicy policy) {
        return policy.staleIfError() != 0 && now - loadedAt < policy.ttl() + policy.staleIfError() && !invalid;
    }

    long id() {
        return id;
    }

    long age(long now) {
        return now - loadedAt;
    }

    int weight() {
        return weight;
    }

    /** @param display shows a query without its literals */
    CachedQueryReport report(long now, UnaryOperator<String> display) {
        return new CachedQueryReport(
                id,
                display.apply(key.query().toString()),
                Duration.ofNanos(age(now)),
                weight,
                (key.user() != null) ? Scope.USER : Scope.SHARED);
    }

    boolean isValid() {
        return !invalid;
    }

    /** Invalidates the entry: it is no longer served. */
    void invalidate() {
        invalid = true;
    }

    boolean isExpired(long now) {
        return now - keepUntil >= 0;
    }

    long keepUntil() {
        return keepUntil;
    }

    /** Whether it is to be kept longer for a caller for whom it is of use for that long. */
    boolean isKeptShorterThan(long keep) {
        return loadedAt + keep - keepUntil > 0;
    }

    void keepFor(long keep) {
        keepUntil = loadedAt + keep;
    }

    boolean isSourceSuspended(long now) {
        return now - sourceRestsUntil < 0;
    }

    void suspendSource(long until) {
        sourceRestsUntil = until;
    }

    /** Starts a refresh. Returns whether the caller has to load the result. */
    boolean startRefresh() {
        return refreshing.compareAndSet(false, true);
    }

    void endRefresh() {
        refreshing.set(false);
    }
}
