package dev.connections.autoconfigure.metrics;

import dev.connections.cache.CacheStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a connection's cache. They are not called {@code cache.gets} and so on: those of Spring's caches have
 * other tags, and some registries take a name with one set of tags only.
 */
final class CacheMeters {

    private final MeterRegistry registry;

    private final CacheStatistics statistics;

    private final Tags tags;

    private CacheMeters(MeterRegistry registry, CacheStatistics statistics, Tags tags) {
        this.registry = registry;
        this.statistics = statistics;
        this.tags = tags;
    }

    static List<Meter> register(MeterRegistry registry, CacheStatistics statistics, Tags tags) {
        return new CacheMeters(registry, statistics, tags).all();
    }

    private List<Meter> all() {
        return List.of(
                gets("hit", CacheStatistics::hits),
                gets("miss", CacheStatistics::misses),
                gets("stale", CacheStatistics::staleHits),
                gets("bypass", CacheStatistics::bypasses),
                counter("load.failures", "Failed loads", CacheStatistics::failedLoads),
                counter("evictions", "Results evicted because the cache was full", CacheStatistics::evictions),
                counter(
                        "refreshes.skipped",
                        "Background refreshes that were skipped because too many were under way",
                        CacheStatistics::skippedRefreshes),
                gauge("entries", "Cached results", null, CacheStatistics::entries),
                gauge("bytes", "Memory of cached results", "bytes", CacheStatistics::bytes));
    }

    private Meter gets(String result, ToDoubleFunction<CacheStatistics> value) {
        return FunctionCounter.builder("connections.cache.gets", statistics, value)
                .description("Cache requests")
                .tags(tags.and("result", result))
                .register(registry);
    }

    private Meter counter(String name, String description, ToDoubleFunction<CacheStatistics> value) {
        return FunctionCounter.builder("connections.cache." + name, statistics, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Meter gauge(
            String name, String description, @Nullable String unit, ToDoubleFunction<CacheStatistics> value) {
        return Gauge.builder("connections.cache." + name, statistics, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }
}
