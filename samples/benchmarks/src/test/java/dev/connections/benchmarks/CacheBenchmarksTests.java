package dev.connections.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheBenchmarksTests {

    @Test
    void aHitIsTheSameForAll() {
        CacheThroughputBenchmark benchmark = new CacheThroughputBenchmark();
        benchmark.entries = 1;
        benchmark.fill();
        assertThat(benchmark.cache())
                .isZero()
                .isEqualTo(benchmark.caffeine())
                .isEqualTo(benchmark.observed())
                .isEqualTo(benchmark.cacheByTwo())
                .isEqualTo(benchmark.caffeineByTwo());
    }

    @Test
    void cachedRowsAreTheSameObject() {
        CachedRowsBenchmark benchmark = new CachedRowsBenchmark();
        benchmark.rows = 10;
        benchmark.open();
        try {
            assertThat(benchmark.rows()).hasSize(10).isSameAs(benchmark.rows());
            assertThat(benchmark.list()).hasSize(10).isSameAs(benchmark.list());
        } finally {
            benchmark.close();
        }
    }

    @Test
    void aStampedeIsOneLoad() throws Exception {
        StampedeBenchmark benchmark = new StampedeBenchmark();
        // so long that all callers come before it has ended, however busy the machine is
        benchmark.load = Duration.ofSeconds(1);
        benchmark.expire();
        benchmark.succeeds();
        benchmark.expire();
        benchmark.fails();
        benchmark.check();
    }
}
