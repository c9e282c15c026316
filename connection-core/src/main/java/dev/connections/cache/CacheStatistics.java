package dev.connections.cache;

import dev.connections.metrics.ResourceTimer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What a cache has counted since it was made. Safe for use by several threads. */
public final class CacheStatistics {

    private final LongAdder hits = new LongAdder();

    private final LongAdder misses = new LongAdder();

    private final LongAdder staleHits = new LongAdder();

    private final LongAdder loads = new LongAdder();

    private final LongAdder failedLoads = new LongAdder();

    private final LongAdder loadNanos = new LongAdder();

    private final ResourceTimer loadTimes = new ResourceTimer("cache.load", "Loads of results, failed ones included");

    private final LongAdder evictions = new LongAdder();

    private final LongAdder expirations = new LongAdder();

    private final LongAdder skippedRefreshes = new LongAdder();

    private final LongAdder bypasses = new LongAdder();

    private final LongAdder entries = new LongAdder();

    private final LongAdder bytes = new LongAdder();

    CacheStatistics() {}

    /** Calls that were given a result that was there. */
    public long hits() {
        return hits.sum();
    }

    /** Calls that had to load their result, or to wait for another that did. */
    public long misses() {
        return misses.sum();
    }

    /** Calls that were given a result older than they accept, because their source failed. */
    public long staleHits() {
        return staleHits.sum();
    }

    /** Results that were loaded. */
    public long loads() {
        return loads.sum();
    }

    /** Loads that failed. */
    public long failedLoads() {
        return failedLoads.sum();
    }

    /** How long all loads took together, failed ones included. */
    public Duration loadTime() {
        return Duration.ofNanos(loadNanos.sum());
    }

    /** How long each load took. */
    public ResourceTimer loadTimes() {
        return loadTimes;
    }

    /** Results that had to go because there were too many. */
    public long evictions() {
        return evictions.sum();
    }

    /** Results that went because their time was over. */
    public long expirations() {
        return expirations.sum();
    }

    /** Background loads that were not made because as many were under way as may be. */
    public long skippedRefreshes() {
        return skippedRefreshes.sum();
    }

    /** Calls that neither looked for a cached result nor left one, such as those of a transaction that has written. */
    public long bypasses() {
        return bypasses.sum();
    }

    /** Results there are. */
    public long entries() {
        return entries.sum();
    }

    /** How much memory they take, in bytes. */
    public long bytes() {
        return bytes.sum();
    }

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void staleHit() {
        staleHits.increment();
    }

    void loaded(long nanos, boolean failed) {
        (failed ? failedLoads : loads).increment();
        loadNanos.add(nanos);
        loadTimes.record(nanos);
    }

    void skippedRefresh() {
        skippedRefreshes.increment();
    }

    void bypass() {
        bypasses.increment();
    }

    void added(CacheEntry entry) {
        entries.increment();
        bytes.add(entry.weight());
    }

    void removed(CacheEntry entry) {
        entries.decrement();
        bytes.add(-entry.weight());
    }

    void evicted() {
        evictions.increment();
    }

    void expired() {
        expirations.increment();
    }
}
