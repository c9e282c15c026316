package dev.connections.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.connections.cache.CachePolicy;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.cache.keys.QueryKey;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Hits of a full cache, beside Caffeine with the same keys, a size and a time to live. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CacheThroughputBenchmark {

    private static final String QUERY = "select * from owner where id = ?";

    /** The results there are. */
    @Param({"1000", "1000000"})
    public int entries;

    private QueryCache cache;

    private QueryCache observed;

    private Cache<QueryKey, Integer> caffeine;

    private final ObservationRegistry registry = ObservationRegistry.create();

    private final CachePolicy policy = CachePolicy.ttl(Duration.ofHours(1));

    /** Fills both. */
    @Setup(Level.Trial)
    public void fill() {
        CacheSettings settings = new CacheSettings(
                null,
                null,
                null,
                CacheSettings.defaults().scope(),
                CacheSettings.DEFAULT_JITTER,
                4L << 30,
                CacheSettings.DEFAULT_COOL_DOWN,
                false);
        cache = new QueryCache("benchmarks", settings);
        observed = new QueryCache("benchmarks", settings);
        observed.setListener((name, stale) -> {
            Observation current = registry.getCurrentObservation();
            if (current != null && !current.isNoop()) {
                current.event(Observation.Event.of("connections.cache.hit"));
            }
        });
        caffeine = Caffeine.newBuilder()
                .maximumWeight(4L << 30)
                .weigher((QueryKey key, Integer value) -> 300)
                .expireAfterWrite(Duration.ofHours(1))
                .build();
        for (int i = 0; i < entries; i++) {
            Integer number = i;
            cache.<Integer, RuntimeException>get(key(number), policy, () -> number);
            observed.<Integer, RuntimeException>get(key(number), policy, () -> number);
            caffeine.put(key(number), number);
        }
    }

    private static QueryKey key(Integer number) {
        return QueryKey.of(QUERY, Integer.class, new Object[] {number});
    }

    private QueryKey any() {
        return key(ThreadLocalRandom.current().nextInt(entries));
    }

    private static Integer miss() {
        throw new IllegalStateException("a miss");
    }

    /** Caffeine alone. */
    @Benchmark
    public Integer caffeine() {
        return caffeine.getIfPresent(any());
    }

    /** The cache. */
    @Benchmark
    public Integer cache() {
        return cache.<Integer, RuntimeException>get(any(), policy, CacheThroughputBenchmark::miss);
    }

    /** The cache with somebody who makes hits events of observations. */
    @Benchmark
    public Integer observed() {
        return observed.<Integer, RuntimeException>get(any(), policy, CacheThroughputBenchmark::miss);
    }

    /** Caffeine alone, from two threads. */
    @Benchmark
    @Threads(2)
    public Integer caffeineByTwo() {
        return caffeine.getIfPresent(any());
    }

    /** The cache, from two threads. */
    @Benchmark
    @Threads(2)
    public Integer cacheByTwo() {
        return cache.<Integer, RuntimeException>get(any(), policy, CacheThroughputBenchmark::miss);
    }
}
