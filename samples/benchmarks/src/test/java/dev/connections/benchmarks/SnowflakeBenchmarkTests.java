package dev.connections.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SnowflakeBenchmarkTests {

    @Test
    void bothReadTheSame() throws Exception {
        SnowflakeBenchmark benchmark = new SnowflakeBenchmark();
        benchmark.size = 100;
        benchmark.open();
        try {
            List<?> owners = benchmark.bareDriver();
            assertThat(owners).hasSize(100);
            assertThat(benchmark.query()).isEqualTo(owners);
            assertThat(benchmark.queryRows().as(Owner.class)).isEqualTo(owners);
        } finally {
            benchmark.close();
        }
    }

    @Test
    void bothWriteTheSameByAStage() throws Exception {
        SnowflakeWriteBenchmark benchmark = new SnowflakeWriteBenchmark();
        benchmark.size = 20_000;
        benchmark.open();
        try {
            benchmark.empty();
            assertThat(benchmark.driverBatch()).isEqualTo(20_000);
            List<?> written = benchmark.written();
            benchmark.empty();
            assertThat(benchmark.write().rows()).isEqualTo(20_000);
            assertThat(benchmark.written()).hasSize(20_000).isEqualTo(written);
        } finally {
            benchmark.close();
        }
    }
}
