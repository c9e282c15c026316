package dev.connections.supervision;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The time from when a connection broke, or could not be opened, until it is open. Guarded by the supervisor's lock. */
final class Outage {

    final Instant since;

    final long sinceNanos;

    /** Calls that failed because the circuit was open. */
    final LongAdder failedCalls = new LongAdder();

    /** Calls that waited. */
    int waitedCalls;

    int failedAttempts;

    @Nullable
    Throwable cause;

    @Nullable
    Instant nextAttempt;

    Outage(Instant since, long sinceNanos, @Nullable Throwable cause) {
        this.since = since;
        this.sinceNanos = sinceNanos;
        this.cause = cause;
    }
}
