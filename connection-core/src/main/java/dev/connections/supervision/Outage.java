package dev.connections.supervision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time from when a connection broke, or could not be opened, until it is open. Guarded by the supervisor's lock.
 */
final class Outage {

    final Instant since;

    final long sinceNanos;

    /** Calls that waited, whatever came of it. */
    int waitedCalls;

    /** Calls that failed, at once or after they had waited. */
    int failedCalls;

    int failedAttempts;

    /** Whether it began because the target did not respond to a check. */
    boolean foundDead;

    @Nullable
    Throwable cause;

    /**
     * @param waitedCalls how many wait already
     * @param cause why, or {@code null} if the resource said so itself
     */
    Outage(Instant since, long sinceNanos, int waitedCalls, @Nullable Throwable cause) {
        this.since = since;
        this.sinceNanos = sinceNanos;
        this.waitedCalls = waitedCalls;
        this.cause = cause;
    }
}
