package dev.connections.supervision;

import dev.connections.supervision.SupervisionSettings.Recovery;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When to try again, and for how long. Both grow with the time that the connection has been down, as one part in a
 * thousand of it: who is back after a minute is found within a fifth of a second, who is back after a day within seconds.
 */
final class Cadence {

    /** An interval that is this part of the time gone is an exponential back-off of 1 plus it. */
    private static final double GROWTH = 0.001;

    private static final double JITTER = 0.2;

    /** An attempt that takes longer is likely to get no answer at all, unless attempts have always taken long. */
    private static final Duration QUICK = Duration.ofMillis(750);

    private static final int TIMES_THE_LAST = 8;

    /** So that a target that has become slow is found some time. */
    private static final int PART_OF_OUTAGE = 32;

    /** So many attempts may hang, each on a thread, before there are fewer new ones. */
    private static final int MAY_HANG = 24;

    private final IntervalFunction intervals;

    private final Duration connectTimeout;

    Cadence(Recovery recovery, Duration connectTimeout) {
        this.intervals =
                IntervalFunction.ofExponentialBackoff(recovery.initialInterval(), 1 + GROWTH, recovery.maxInterval());
        this.connectTimeout = connectTimeout;
    }

    /** The pause after the given number of failed attempts. */
    Duration pauseAfter(int attempts) {
        return Duration.ofMillis(intervals.apply(attempts));
    }

    /**
     * The shortest pause while attempts that were given up do not end, whatever interrupts them. It grows with their number, so
     * that not even a factory without any time-out uses up the machine's threads: about 400 hang after a day.
     */
    static Duration pauseWhileHanging(int attempts) {
        return Duration.ofSeconds(Math.max(0, attempts - MAY_HANG));
    }

    /**
     * A part of the pause, so that many who lost the same target do not come back all at once.
     *
     * @param random a number from 0 to 1
     */
    static Duration jittered(Duration pause, double random) {
        return Duration.ofNanos((long) (pause.toNanos() * (1 - JITTER * random)));
    }

    /** The pause before the provider is asked whether it has other credentials than those that were refused. */
    static Duration pauseAfterRefusal(int times) {
        return Duration.ofSeconds(Math.min(times, 30));
    }

    /**
     * How long the next attempt may take. As long as the bound allows, if the target is not known to be quicker: an attempt
     * that was begun before a silent network healed must not hold up the one that would succeed.
     *
     * @param downFor how long the connection has been down
     * @param lastOpening how long the last successful attempt took; {@code null} if there was none
     */
    Duration patience(Duration downFor, @Nullable Duration lastOpening) {
        if (lastOpening == null) {
            return connectTimeout;
        }
        Duration patience =
                longer(longer(QUICK, lastOpening.multipliedBy(TIMES_THE_LAST)), downFor.dividedBy(PART_OF_OUTAGE));
        return (patience.compareTo(connectTimeout) < 0) ? patience : connectTimeout;
    }

    static Duration longer(Duration one, Duration other) {
        return (one.compareTo(other) >= 0) ? one : other;
    }
}
