package dev.connections.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadLogTests {

    private final LoadLog log = new LoadLog(List.of(
            failed(200, 1_200, new IllegalStateException("no")),
            succeeded(0, 10),
            succeeded(100, 120),
            failed(300, 301, new IllegalArgumentException("no")),
            new LoadCall(
                    Duration.ofMillis(400),
                    Duration.ofMillis(5_400),
                    Duration.ofMillis(5_400),
                    LoadCall.Outcome.UNFINISHED,
                    null),
            succeeded(500, 505)));

    @Test
    void isSortedByIntendedStarts() {
        assertThat(log.calls()).extracting(call -> call.intended().toMillis()).isSorted();
    }

    @Test
    void tellsFailuresFromSuccesses() {
        assertThat(log.count()).isEqualTo(6);
        assertThat(log.failures().count()).isEqualTo(3);
        assertThat(log.unfinished().count()).isEqualTo(1);
        assertThat(log.failureKinds())
                .containsEntry("IllegalStateException", 1L)
                .containsEntry("IllegalArgumentException", 1L)
                .containsEntry("unfinished", 1L);
    }

    @Test
    void findsTheLongestWait() {
        assertThat(log.longestWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(new LoadLog(List.of()).longestWait()).isZero();
    }

    @Test
    void findsPercentilesByNearestRank() {
        // 1, 5, 10, 20, 1000, 5000 ms
        assertThat(log.waitAtPercentile(50)).isEqualTo(Duration.ofMillis(10));
        assertThat(log.waitAtPercentile(51)).isEqualTo(Duration.ofMillis(20));
        assertThat(log.waitAtPercentile(0)).isEqualTo(Duration.ofMillis(1));
        assertThat(log.waitAtPercentile(99)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void tellsTheTimeOfTheCallItselfFromTheWait() {
        assertThat(log.intendedBetween(Duration.ZERO, Duration.ofMillis(250)).durationAtPercentile(100))
                .isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void narrowsByIntendedStart() {
        assertThat(log.intendedBetween(Duration.ofMillis(100), Duration.ofMillis(300))
                        .count())
                .isEqualTo(2);
        assertThat(log.intendedFrom(Duration.ofMillis(300)).count()).isEqualTo(3);
    }

    @Test
    void findsSuccessesAroundATime() {
        assertThat(log.firstSuccessFrom(Duration.ofMillis(121))).contains(Duration.ofMillis(505));
        assertThat(log.firstSuccessFrom(Duration.ofMillis(506))).isEmpty();
        assertThat(log.lastSuccessBefore(Duration.ofMillis(505))).contains(Duration.ofMillis(120));
    }

    private static LoadCall succeeded(long intended, long ended) {
        return call(intended, ended, LoadCall.Outcome.SUCCEEDED, null);
    }

    private static LoadCall failed(long intended, long ended, Throwable failure) {
        return call(intended, ended, LoadCall.Outcome.FAILED, failure);
    }

    /** A call that was begun one millisecond before its end. */
    private static LoadCall call(long intended, long ended, LoadCall.Outcome outcome, @Nullable Throwable failure) {
        return new LoadCall(
                Duration.ofMillis(intended), Duration.ofMillis(ended - 1), Duration.ofMillis(ended), outcome, failure);
    }
}
