package dev.connections.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The run with another clock has one: 29 February 2036, with a monotonic clock and waits that are those of the system. */
@EnabledIfSystemProperty(named = "tests.year", matches = "2036")
class ShiftedClockTests {

    @Test
    void todayIsALeapDay() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(today.getYear()).isEqualTo(2036);
        assertThat(MonthDay.from(today)).isBetween(MonthDay.of(2, 29), MonthDay.of(3, 1));
    }

    @Test
    void waitsTakeTheirTime() throws InterruptedException {
        long begin = System.nanoTime();
        synchronized (this) {
            TimeUnit.MILLISECONDS.timedWait(this, 100);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(90), Duration.ofSeconds(20));
    }
}
