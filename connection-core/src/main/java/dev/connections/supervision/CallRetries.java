package dev.connections.supervision;

import dev.connections.supervision.resource.SharedResource;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Decides about the retries of one call, and waits for them: the first follows at once, the others after growing
 * pauses, until {@code recovery.ride-out} has passed. Not thread-safe.
 */
final class CallRetries<R> {

    private final Supervisor<R> supervisor;

    private final Predicate<? super Exception> broken;

    private final long since;

    private int retries;

    private boolean refused;

    CallRetries(Supervisor<R> supervisor, Predicate<? super Exception> broken) {
        this.supervisor = supervisor;
        this.broken = broken;
        this.since = supervisor.runtime.nanoTime();
    }

    /** Returns whether to retry with fresh credentials: once. */
    boolean retryRefused() {
        boolean first = !refused;
        refused = true;
        return first;
    }

    /** Returns whether to retry, after the resource has been checked and the pause is over. */
    boolean retryBroken(SharedResource<R> shared, Exception failure) {
        if (!broken.test(failure)) {
            return false;
        }
        supervisor.healthMonitor.suspect(shared, failure);
        Duration pause =
                (retries == 0) ? Duration.ZERO : supervisor.resilience.backoff().pauseAfterBreak(retries - 1);
        retries++;
        return pause.isZero()
                || (age().plus(pause).compareTo(supervisor.current.rideOut()) <= 0 && supervisor.runtime.pause(pause));
    }

    private Duration age() {
        return Duration.ofNanos(supervisor.runtime.nanoTime() - since);
    }

    private Duration rideOut() {
        return supervisor.current.settings().recovery().rideOut();
    }
}
