package dev.connections.supervision.resilience;

import dev.connections.supervision.resilience.SupervisionSettings.Recovery;
import dev.connections.supervision.runtime.SupervisorRuntime;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pauses between attempts to open a connection. During the eager period of an outage each is the initial interval.
 * After that they grow exponentially, with jitter, up to the maximum. Each is computed in constant time, whatever the
 * number of attempts: Resilience4j's own exponential functions iterate from the first attempt and truncate each step to
 * milliseconds.
 */
public final class RetryBackoff implements IntervalFunction {

    private static final double JITTER = 0.2;

    /** A silent attempt is joined by another after this time, unless attempts have always taken long. */
    private static final Duration SILENT = Duration.ofMillis(750);

    private static final int TIMES_THE_LAST = 4;

    private static final int PART_OF_OUTAGE = 32;

    /** The number of attempts that may hang, each on a thread, before there are fewer new ones. */
    private static final int MAY_HANG = 24;

    private static final int LONGEST_AFTER_REFUSAL = 30;

    private final Supplier<Recovery> settings;

    private final SupervisorRuntime runtime;

    private int failures;

    private int eagerFailures;

    /** @param settings the present settings */
    RetryBackoff(Supplier<Recovery> settings, SupervisorRuntime runtime) {
        this.settings = settings;
        this.runtime = runtime;
    }

    /** An attempt failed in an outage of the given age. */
    synchronized void failed(Duration outageAge) {
        failures++;
        if (outageAge.compareTo(settings.get().eagerPeriod()) < 0) {
            eagerFailures = failures;
        }
    }

    /** The outage is over. */
    synchronized void reset() {
        failures = 0;
        eagerFailures = 0;
    }

    /** The pause after the given number of failed attempts of an outage, in milliseconds. */
    @Override
    public Long apply(Integer attempt) {
        int eager;
        synchronized (this) {
            eager = eagerFailures;
        }
        return Math.max(1, pause(attempt - Math.max(1, eager)).toMillis());
    }

    /** The pause that has grown the given number of times. */
    public Duration pause(int growths) {
        Recovery recovery = settings.get();
        double initial = recovery.initialInterval().toNanos();
        if (growths <= 0) {
            return recovery.initialInterval();
        }
        double grown = initial * Math.pow(recovery.multiplier(), growths);
        double jittered = grown * (1 - JITTER + 2 * JITTER * runtime.random());
        return Duration.ofNanos((long) Math.min(jittered, recovery.maxInterval().toNanos()));
    }

    public Duration eagerPeriod() {
        return settings.get().eagerPeriod();
    }

    /**
     * The pause before a resource that did not last is replaced. Its target accepts connections, so callers wait for
     * the next: the pause does not grow beyond half of the time for which they ride out.
     */
    public Duration pauseAfterBreak(int growths) {
        Recovery recovery = settings.get();
        Duration grown = pause(growths);
        Duration most = longer(recovery.initialInterval(), recovery.rideOut().dividedBy(2));
        return (grown.compareTo(most) < 0) ? grown : most;
    }

    /**
     * The shortest pause while attempts do not end, although they were interrupted. It grows with their number, so that
     * not even a factory without any timeout uses up the machine's threads: about 400 hang after a day.
     */
    public static Duration pauseWhileHanging(int attempts) {
        return Duration.ofSeconds(Math.max(0, attempts - MAY_HANG));
    }

    /** The pause before the provider is polled for other credentials than the refused ones. */
    public static Duration pauseAfterRefusal(int times) {
        return Duration.ofSeconds(Math.min(times, LONGEST_AFTER_REFUSAL));
    }

    /**
     * How long an attempt is silent before another is started beside it: an attempt that was begun before a silent
     * network healed may get no response at all. It grows with the outage, so that a target that stays silent costs few
     * threads.
     *
     * @param outageAge how long the connection has been down
     * @param lastConnectTime how long the last successful attempt took; {@code null} if there was none
     */
    public static Duration hedgeDelay(Duration outageAge, @Nullable Duration lastConnectTime) {
        Duration usual = (lastConnectTime != null) ? lastConnectTime.multipliedBy(TIMES_THE_LAST) : SILENT;
        return longer(longer(SILENT, usual), outageAge.dividedBy(PART_OF_OUTAGE));
    }

    public static Duration longer(Duration one, Duration other) {
        return (one.compareTo(other) >= 0) ? one : other;
    }
}
