package dev.connections.supervision;

import dev.connections.metrics.ResourceTimer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What has happened to a connection since it was made. Safe for use by several threads; the counts only grow. */
public final class SupervisionStatistics {

    private final LongAdder openings = new LongAdder();

    private final LongAdder openingNanos = new LongAdder();

    private final ResourceTimer openingTimes = new ResourceTimer("connect", "Openings of the resource");

    final LongAdder failedAttempts = new LongAdder();

    private final LongAdder retriedCalls = new LongAdder();

    final LongAdder rejectedCalls = new LongAdder();

    void opened(Duration took) {
        openings.increment();
        openingNanos.add(took.toNanos());
        openingTimes.record(took.toNanos());
    }

    /** Counts a retry of a call. */
    public void countRetry() {
        retriedCalls.increment();
    }

    /** How many times the resource has been opened. */
    public long openings() {
        return openings.sum();
    }

    /** How long that took, all together. */
    public Duration openingTime() {
        return Duration.ofNanos(openingNanos.sum());
    }

    /** How long each opening took. */
    public ResourceTimer openingTimes() {
        return openingTimes;
    }

    /** How many attempts to open it failed. */
    public long failedAttempts() {
        return failedAttempts.sum();
    }

    /** How many calls failed at once because the connection was known to be unavailable. */
    public long rejectedCalls() {
        return rejectedCalls.sum();
    }

    /** How many times a call that broke was made again. */
    public long retriedCalls() {
        return retriedCalls.sum();
    }
}
