package dev.connections.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SupervisionBenchmarkTests {

    @Test
    void everyoneCallsTheSame() {
        SupervisionBenchmark benchmark = new SupervisionBenchmark();
        benchmark.open();
        try {
            assertThat(benchmark.supervised()).isEqualTo(benchmark.bare());
            assertThat(benchmark.supervisedByTwo()).isEqualTo(benchmark.bare());
        } finally {
            benchmark.close();
        }
    }
}
