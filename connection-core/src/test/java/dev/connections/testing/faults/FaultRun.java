package dev.connections.testing.faults;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What callers met before, during and after a fault. Times count from the start of the load.
 *
 * @param log what the callers met
 * @param broken when the fault began
 * @param healed when it had ended
 * @param whole when the pool could lend all its connections at once again; {@code null} if it never could
 * @param control what callers met who came at the same times and had nothing to do: the hiccups of the machine itself
 */
public record FaultRun(LoadLog log, Duration broken, Duration healed, @Nullable Duration whole, LoadLog control) {

    /**
     * The longest hiccup of the machine in a span of time. No promise can be kept to the millisecond on a machine that
     * does not let threads run for longer than that: what a test allows has to be as much longer.
     */
    public Duration hiccup(Duration from, Duration to) {
        return control.intendedBetween(from, to).longestWait();
    }

    /** The longest hiccup of the machine in the whole run. */
    public Duration hiccup() {
        return control.longestWait();
    }

    /** The reads that did not return. */
    public LoadLog failedReads() {
        return log.failures();
    }

    /** The reads that failed though they were begun when callers had ridden out the fault for that long, and before it ended. */
    public LoadLog failedAfter(Duration rideOut) {
        return log.intendedBetween(broken.plus(rideOut), healed).failures();
    }

    /** How long after healing the first read returned. */
    public Optional<Duration> firstSuccess() {
        return log.firstSuccessFrom(healed).map(success -> success.minus(healed));
    }

    /** How long after healing the pool was whole. */
    public Optional<Duration> wholeAfter() {
        return Optional.ofNullable(whole).map(time -> time.minus(healed));
    }

    @Override
    public String toString() {
        return "broken at %s, healed at %s; first success %s and whole %s after that; longest hiccup %s; %s"
                .formatted(
                        broken,
                        healed,
                        firstSuccess().map(Duration::toString).orElse("never"),
                        wholeAfter().map(Duration::toString).orElse("never"),
                        hiccup(),
                        log);
    }
}
