package dev.connections.supervision.resilience;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.supervision.ModelTarget.Mood;
import dev.connections.supervision.Scene;
import dev.connections.supervision.resilience.SupervisionSettings.Recovery;
import dev.connections.supervision.runtime.ModelRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RetryBackoffTests {

    private static final Duration INITIAL = Duration.ofMillis(100);

    private static final Duration MAX = Duration.ofSeconds(5);

    private static final double JITTER = 0.2;

    @Test
    void pausesAreEqualDuringTheEagerPeriodAndGrowAfterItUpToTheMaximum() {
        List<Duration> pauses = pauses(Duration.ofMinutes(1), Duration.ofMinutes(3));
        int eager = 0;
        while (pauses.get(eager).equals(INITIAL)) {
            eager++;
        }
        assertThat(eager).as("pauses in the eager period").isBetween(598, 602);
        assertGrows(pauses.subList(eager, pauses.size()));
    }

    @Test
    void withoutAnEagerPeriodPausesGrowFromTheFirstOneOn() {
        List<Duration> pauses = pauses(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(pauses.get(0)).isEqualTo(INITIAL);
        assertGrows(pauses.subList(1, pauses.size()));
        assertThat(pauses.size()).as("attempts in five minutes").isBetween(65, 85);
    }

    private static void assertGrows(List<Duration> pauses) {
        double expected = INITIAL.toMillis() * 1.5;
        for (Duration pause : pauses) {
            double most = Math.min(expected * (1 + JITTER), MAX.toMillis());
            assertThat((double) pause.toMillis())
                    .isBetween(Math.min(expected * (1 - JITTER), MAX.toMillis() * (1 - JITTER)) - 1, most + 1);
            expected = Math.min(expected * 1.5, MAX.toMillis() * 1.5);
        }
        assertThat(pauses.get(pauses.size() - 1)).isGreaterThan(MAX.dividedBy(2));
    }

    /** The pauses of an outage with attempts that fail at once. */
    private static List<Duration> pauses(Duration eagerPeriod, Duration outage) {
        try (Scene scene = new Scene(with(Recovery.defaults(), "eagerPeriod", eagerPeriod))) {
            List<Instant> attempts = new ArrayList<>();
            scene.target.connecting = Mood.FAILS;
            scene.call();
            Instant end = scene.runtime.time().plus(outage);
            int logins = 0;
            while (scene.runtime.time().isBefore(end)) {
                if (scene.target.logins > logins) {
                    logins = scene.target.logins;
                    attempts.add(scene.runtime.time());
                }
                scene.pass(Duration.ofMillis(1));
            }
            List<Duration> pauses = new ArrayList<>();
            for (int i = 1; i < attempts.size(); i++) {
                pauses.add(Duration.between(attempts.get(i - 1), attempts.get(i)));
            }
            return pauses;
        }
    }

    @Test
    void callersDoNotShortenThePause() {
        try (Scene scene = new Scene(Recovery.defaults())) {
            scene.target.connecting = Mood.FAILS;
            scene.call();
            scene.pass(Duration.ofMinutes(1));
            int logins = scene.target.logins;
            Instant due = scene.connection.status().nextAttempt();
            assertThat(due).isNotNull();
            for (int i = 0; i < 100; i++) {
                scene.call();
            }
            assertThat(scene.target.logins).isEqualTo(logins);
            assertThat(scene.connection.status().nextAttempt()).isEqualTo(due);
        }
    }

    @Test
    void aResetStartsAnAttemptAtOnce() {
        try (Scene scene = new Scene(Recovery.defaults())) {
            scene.target.connecting = Mood.FAILS;
            scene.call();
            scene.pass(Duration.ofMinutes(1));
            int logins = scene.target.logins;
            scene.run(scene.connection::reset);
            assertThat(scene.target.logins).isEqualTo(logins + 1);
        }
    }

    @Test
    void aPauseIsComputedInConstantTimeHoweverManyAttemptsHaveFailed() {
        ModelRuntime runtime = new ModelRuntime(new Random(1));
        RetryBackoff backoff = new RetryBackoff(Recovery::defaults, runtime);
        long begun = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            assertThat(backoff.apply(Integer.MAX_VALUE - i)).isEqualTo(MAX.toMillis());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }
}
