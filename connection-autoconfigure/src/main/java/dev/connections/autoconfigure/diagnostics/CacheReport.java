package dev.connections.autoconfigure.diagnostics;

import dev.connections.cache.CacheStatistics;
import dev.connections.cache.CachedQueryReport;
import dev.connections.cache.QueryCache;
import dev.connections.cache.Scope;
import java.util.List;

/**
 * What may be shown of a connection's cache. Immutable.
 *
 * @param entries how many results there are
 * @param bytes how much memory they take
 * @param maxBytes how much they may take
 * @param hits reads that were given a result that was there
 * @param misses reads that had to load theirs, or to wait for it
 * @param staleHits reads that were given a result that was too old, because its source failed
 * @param loads results that were loaded
 * @param failedLoads loads that failed
 * @param loadMillis how long all loads took together
 * @param evictions results that had to go to make room
 * @param queries the largest results, {@value #MOST} at most
 */
public record CacheReport(
        long entries,
        long bytes,
        long maxBytes,
        long hits,
        long misses,
        long staleHits,
        long loads,
        long failedLoads,
        long loadMillis,
        long evictions,
        List<CachedQuery> queries) {

    static final int MOST = 100;

    static CacheReport of(QueryCache cache) {
        CacheStatistics statistics = cache.statistics();
        return new CacheReport(
                statistics.entries(),
                statistics.bytes(),
                cache.settings().maxSize(),
                statistics.hits(),
                statistics.misses(),
                statistics.staleHits(),
                statistics.loads(),
                statistics.failedLoads(),
                statistics.loadTime().toMillis(),
                statistics.evictions(),
                cache.entries().stream().limit(MOST).map(CachedQuery::of).toList());
    }

    /**
     * A cached result.
     *
     * @param id tells it from others
     * @param query the query without literals, or the name of the method
     * @param ageMillis how long ago loading it began, in milliseconds
     * @param bytes how much memory it takes
     * @param scope the users that share it
     */
    public record CachedQuery(long id, String query, long ageMillis, long bytes, Scope scope) {

        static CachedQuery of(CachedQueryReport report) {
            return new CachedQuery(
                    report.id(), report.query(), report.age().toMillis(), report.sizeInBytes(), report.scope());
        }
    }
}
