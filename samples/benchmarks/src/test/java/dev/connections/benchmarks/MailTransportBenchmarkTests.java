package dev.connections.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailTransportBenchmarkTests {

    @Test
    void oneKeepsItsTransportAndTheOtherDoesNot() throws Exception {
        MailTransportBenchmark benchmark = new MailTransportBenchmark();
        benchmark.open();
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(benchmark.kept().status()).isEqualTo(250);
            }
            assertThat(benchmark.connections()).isEqualTo(1);
            for (int i = 0; i < 3; i++) {
                benchmark.newForEach();
            }
            assertThat(benchmark.connections()).isEqualTo(4);
        } finally {
            benchmark.close();
        }
    }
}
