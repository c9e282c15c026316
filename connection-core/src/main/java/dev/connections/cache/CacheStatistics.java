package dev.connections.cache;

import dev.connections.metrics.ResourceTimer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** The statistics of a cache since it was created. Thread-safe; the counts only grow. */
public final class CacheStatistics {

    final LongAdder hits = new LongAdder();

    final LongAdder misses = new LongAdder();

    final LongAdder staleHits = new LongAdder();

    private final LongAdder loads = new LongAdder();

    private final LongAdder failedLoads = new LongAdder();

    private final LongAdder loadNanos = new LongAdder();

    private final ResourceTimer loadTimes = new ResourceTimer("cache.load", "Loads of results, failed ones included");

    final LongAdder evictions = new LongAdder();

    final LongAdder expirations = new LongAdder();

    final LongAdder skippedRefreshes = new LongAdder();

    final LongAdder bypasses = new LongAdder();

    private final LongAdder entries = new LongAdder();

    private final LongAdder bytes = new LongAdder();

    CacheStatistics() {}

    /** Returns the number of cache hits. */
    public long hits() {
        return hits.sum();
    }

    /**
     * Returns the number of cache misses: calls that loaded their result, or waited for the load of another call.
     */
    public long misses() {
        return misses.sum();
    }

    /** Returns the number of stale results served because the source failed. */
    public long staleHits() {
        return staleHits.sum();
    }

    /** Returns the number of loads. */
    public long loads() {
        return loads.sum();
    }

    /** Returns the number of failed loads. */
    public long failedLoads() {
        return failedLoads.sum();
    }

    /** Returns the total time of all loads, failed ones included. */
    public Duration loadTime() {
        return Duration.ofNanos(loadNanos.sum());
    }

    /** Returns the timer of the loads. */
    public ResourceTimer loadTimes() {
        return loadTimes;
    }

    /** Returns the number of evictions because of the maximum size. */
    public long evictions() {
        return evictions.sum();
    }

    /** Returns the number of expired results. */
    public long expirations() {
        return expirations.sum();
    }

    /** Returns the number of background refreshes skipped because the maximum number was running. */
    public long skippedRefreshes() {
        return skippedRefreshes.sum();
    }

    /** Returns the number of calls that bypassed the cache, such as those in a transaction that has written. */
    public long bypasses() {
        return bypasses.sum();
    }

    /** Returns the current number of results. */
    public long entries() {
        return entries.sum();
    }

    /** Returns the current memory of all results, in bytes. */
    public long bytes() {
        return bytes.sum();
    }

    void loaded(long nanos, boolean failed) {
        (failed ? failedLoads : loads).increment();
        loadNanos.add(nanos);
        loadTimes.record(nanos);
    }

    void added(CacheEntry entry) {
        entries.increment();
        bytes.add(entry.weight());
    }

    void removed(CacheEntry entry) {
        entries.decrement();
        bytes.add(-entry.weight());
    }
}
