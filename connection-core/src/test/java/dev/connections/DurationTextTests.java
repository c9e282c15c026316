package dev.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTests {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.0000001S, 0 ms",
        "PT0.25S, 250 ms",
        "PT1S, 1 s",
        "PT1.5S, 1.5 s",
        "PT-1S, -1 s",
        "PT90S, 90 s",
        "PT1M, 60 s",
        "PT10M, 10 min",
        "PT2H, 2 h",
        "PT1H1S, 3601 s",
        "P2D, 48 h",
    })
    void showsTheLargestUnitThatLosesNothing(Duration duration, String shown) {
        assertThat(DurationText.of(duration)).isEqualTo(shown);
    }
}
