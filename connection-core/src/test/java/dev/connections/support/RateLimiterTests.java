package dev.connections.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a time of its own, in which sleepers do not wait. */
class RateLimiterTests {

    private long nanos;

    private final WaitingClock clock = new WaitingClock() {

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(Duration time) {
            nanos += time.toNanos();
        }
    };

    @ParameterizedTest
    @CsvSource({"10, 1000", "1, 100", "600, 60000", "7, 333"})
    void letsThroughWhatIsAllowedOverAMinute(int permits, long periodMillis) throws InterruptedException {
        Duration period = Duration.ofMillis(periodMillis);
        RateLimiter limit = new RateLimiter("quota", permits, period, Duration.ofMinutes(10), clock);
        Duration minute = Duration.ofMinutes(1);
        long count = 0;
        while (true) {
            limit.acquire();
            if (nanos >= minute.toNanos()) {
                break;
            }
            count++;
        }

        double allowed = (double) permits * minute.toNanos() / period.toNanos();
        assertThat(count).isBetween((long) (allowed * 0.98), (long) Math.ceil(allowed * 1.02));
    }

    @Test
    void noSpanOfThePeriodsLengthHasMoreWhereverItBegins() throws InterruptedException {
        Duration period = Duration.ofSeconds(1);
        int permits = 5;
        RateLimiter limit = new RateLimiter("quota", permits, period, Duration.ofMinutes(10), clock);
        Random random = new Random(42);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            nanos += (long) (random.nextDouble()
                    * Duration.ofMillis(random.nextInt(10) == 0 ? 3000 : 150).toNanos());
            limit.acquire();
            times.add(nanos);
        }

        for (int i = permits; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - permits)).isGreaterThanOrEqualTo(period.toNanos());
        }
    }

    @Test
    void whoWouldWaitTooLongTakesNoTurn() throws InterruptedException {
        RateLimiter limit = new RateLimiter("quota", 1, Duration.ofSeconds(10), Duration.ofSeconds(5), clock);
        limit.acquire();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(RateLimitExceededException.class)
                    .isThrownBy(limit::acquire)
                    .satisfies(failure -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(10)));
        }
        nanos += Duration.ofSeconds(6).toNanos();
        limit.acquire();
        assertThat(nanos).isEqualTo(Duration.ofSeconds(10).toNanos());
    }
}
