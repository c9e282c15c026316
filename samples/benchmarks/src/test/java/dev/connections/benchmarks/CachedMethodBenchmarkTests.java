package dev.connections.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CachedMethodBenchmarkTests {

    @Test
    void everyoneAnswersFromItsCache() {
        CachedMethodBenchmark benchmark = new CachedMethodBenchmark();
        benchmark.start();
        try {
            assertThat(benchmark.cachedQuery()).isEqualTo("owner mary").isSameAs(benchmark.cachedQuery());
            assertThat(benchmark.cacheable()).isEqualTo("owner mary").isSameAs(benchmark.cacheable());
            assertThat(benchmark.cachedQueryByKey()).isSameAs(benchmark.cachedQueryByKey());
            assertThat(benchmark.cacheableByKey()).isSameAs(benchmark.cacheableByKey());
            assertThat(benchmark.cachedQueryByPart()).isSameAs(benchmark.cachedQueryByPart());
            assertThat(benchmark.cacheableByPart()).isSameAs(benchmark.cacheableByPart());
        } finally {
            benchmark.stop();
        }
    }
}
