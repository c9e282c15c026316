package dev.connections.sql.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverTests {

    private final Failover failover = new Failover();

    private static long millis(long time) {
        return Duration.ofMillis(time).toNanos();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE - 1_000_000, Long.MIN_VALUE})
    void pausesDoubleWhileNewConnectionsAreReadOnlyToo(long start) {
        List<Long> replacements = new ArrayList<>();
        for (long time = 0; time <= 25_000; time += 10) {
            if (failover.replaces(start + millis(time), start + millis(time - 5))) {
                replacements.add(time);
            }
        }
        assertThat(replacements)
                .containsExactly(0L, 100L, 300L, 700L, 1_500L, 3_100L, 6_300L, 11_300L, 16_300L, 21_300L);
    }

    @Test
    void aFailureOnANewConnectionThatHasWorkedIsTheFirstOfAnotherFailover() {
        assertThat(failover.replaces(millis(0), millis(-50))).isTrue();
        assertThat(failover.replaces(millis(300), millis(5))).isTrue();
        assertThat(failover.replaces(millis(420), millis(301)))
                .as("the pause has not grown")
                .isTrue();
        assertThat(failover.replaces(millis(430), millis(425))).isFalse();
        assertThat(failover.replaces(millis(530), millis(425))).isTrue();
        assertThat(failover.replaces(millis(680), millis(540)))
                .as("the pause has grown")
                .isFalse();
        assertThat(failover.replaces(millis(740), millis(540))).isTrue();
    }

    @Test
    void connectionsInUseAndLoginsThatWereUnderWayAreOfTheOldServer() {
        assertThat(failover.hasReplaced(millis(5))).isFalse();
        assertThat(failover.replaces(millis(10), millis(0))).isTrue();
        assertThat(failover.hasReplaced(millis(5))).isTrue();
        assertThat(failover.hasReplaced(millis(15))).isFalse();
        assertThat(failover.replaces(millis(5_000), millis(5))).isFalse();
    }
}
