package dev.connections.rows.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlIntervalTests {

    @ParameterizedTest
    @CsvSource({
        "02:03:04.5, PT2H3M4.5S",
        "-00:00:00.5, PT-0.5S",
        "1 day 02:00:00, PT26H",
        "-1 days +02:00:00, PT-22H",
        "0 years 0 mons 0 days 2 hours 3 mins 4.5 secs, PT2H3M4.5S",
        "-0.5 secs, PT-0.5S",
        "838:59:59, PT838H59M59S",
        "PT2H3M4.5S, PT2H3M4.5S",
        "-PT1.25S, PT-1.25S",
        "INTERVAL '0 02:03:04.5' DAY TO SECOND, PT2H3M4.5S",
        "INTERVAL '-10' SECOND, PT-10S",
        "INTERVAL '-1 02:00' DAY TO MINUTE, PT-26H",
        "INTERVAL '26:30' HOUR TO MINUTE, PT26H30M"
    })
    void readsDurationsOfEachDatabase(String text, Duration duration) {
        assertThat(SqlInterval.parse(text).toDuration()).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "1 year 2 mons 3 days, P1Y2M3D",
        "1 year 2 months -3 days, P1Y2M-3D",
        "-14 mons, P-1Y-2M",
        "P2W, P14D",
        "INTERVAL '1-2' YEAR TO MONTH, P1Y2M",
        "INTERVAL '-14' MONTH, P-1Y-2M"
    })
    void readsPeriodsOfEachDatabase(String text, Period period) {
        assertThat(SqlInterval.parse(text).toPeriod()).isEqualTo(period);
    }

    @Test
    void losesNothing() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> SqlInterval.parse("1 mon 1 day").toDuration());
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> SqlInterval.parse("1 day 00:00:01").toPeriod());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "infinity", "soon", "1 day soon", "10:11"})
    void refusesOtherTexts(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> SqlInterval.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"PT26H30M, 26:30:00", "PT-1.5S, -00:00:01.5", "PT0S, 00:00:00", "PT-838H-59M-59S, -838:59:59"})
    void writesTheClockOfMySql(Duration duration, String text) {
        assertThat(SqlInterval.clock(duration)).isEqualTo(text);
    }

    @Test
    void tellsTimesOfDay() {
        assertThat(SqlInterval.timeOfDay(Duration.ofHours(23))).isEqualTo(LocalTime.of(23, 0));
        assertThat(SqlInterval.timeOfDay(Duration.ofHours(24))).isEqualTo(Duration.ofHours(24));
        assertThat(SqlInterval.timeOfDay(Duration.ofNanos(-1))).isEqualTo(Duration.ofNanos(-1));
    }
}
