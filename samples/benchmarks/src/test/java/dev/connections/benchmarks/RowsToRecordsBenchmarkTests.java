package dev.connections.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowsToRecordsBenchmarkTests {

    @ParameterizedTest
    @EnumSource
    void everyoneReadsTheSame(BenchmarkDatabase.Product product) throws Exception {
        RowsToRecordsBenchmark benchmark = new RowsToRecordsBenchmark();
        benchmark.database = product.name();
        benchmark.size = 100;
        benchmark.open();
        try {
            List<?> owners = benchmark.handWrittenJdbc();
            assertThat(owners).hasSize(100);
            assertThat(benchmark.jdbcTemplate()).isEqualTo(owners);
            assertThat(benchmark.jdbcClient()).isEqualTo(owners);
            assertThat(benchmark.springDataJdbc()).isEqualTo(owners);
            assertThat(benchmark.sqlConnection()).isEqualTo(owners);
            assertThat(benchmark.sqlConnectionRows().as(Owner.class)).isEqualTo(owners);
        } finally {
            benchmark.close();
        }
    }
}
