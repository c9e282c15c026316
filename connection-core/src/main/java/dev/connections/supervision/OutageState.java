package dev.connections.supervision;

import dev.connections.CredentialsRefusedException;
import dev.connections.supervision.resource.ResolvedCredentials;
import dev.connections.supervision.runtime.GuardedBy;
import dev.connections.supervision.runtime.StateLock;
import dev.connections.supervision.runtime.SupervisorRuntime;
import dev.connections.supervision.runtime.SupervisorRuntime.Scheduled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outage of a connection, if there is one: since when, whether callers fail fast, the credentials that were
 * refused, the failed refresh, and the number of waiting callers.
 */
final class OutageState {

    private final StateLock lock;

    private final SupervisorRuntime runtime;

    @GuardedBy("lock")
    private @Nullable Outage outage;

    @GuardedBy("lock")
    private @Nullable Scheduled rideOutEnd;

    /** What the circuit breaker is to say: whether callers fail at once. */
    @GuardedBy("lock")
    private boolean failFast;

    @GuardedBy("lock")
    private @Nullable RefusedCredentials refusal;

    /** Why the last refresh failed, while the resource that it was to replace is still in use. */
    @GuardedBy("lock")
    private @Nullable Throwable refreshFailure;

    @GuardedBy("lock")
    private int failedRefreshes;

    @GuardedBy("lock")
    private int waiting;

    OutageState(StateLock lock, SupervisorRuntime runtime) {
        this.lock = lock;
        this.runtime = runtime;
    }

    @Nullable
    Outage outage() {
        lock.assertHeld();
        return outage;
    }

    /** The age of the outage; zero if there is none. */
    Duration age() {
        lock.assertHeld();
        return (outage != null) ? Duration.ofNanos(runtime.nanoTime() - outage.sinceNanos) : Duration.ZERO;
    }

    /**
     * Begins an outage, unless there is one.
     *
     * @param rideOut how long callers wait
     * @param atEnd called without the lock when that time is over
     */
    Outage begin(long sinceNanos, @Nullable Throwable cause, Duration rideOut, Runnable atEnd) {
        lock.assertHeld();
        if (outage != null) {
            return outage;
        }
        Outage begun =
                new Outage(runtime.now().minusNanos(runtime.nanoTime() - sinceNanos), sinceNanos, waiting, cause);
        outage = begun;
        Duration left = rideOut.minus(age());
        rideOutEnd = runtime.schedule(left.isNegative() ? Duration.ZERO : left, atEnd);
        return begun;
    }

    /** Ends the outage. Returns it; {@code null} if there was none. */
    @Nullable
    Outage end() {
        lock.assertHeld();
        Outage ended = outage;
        outage = null;
        if (rideOutEnd != null) {
            rideOutEnd.cancel();
            rideOutEnd = null;
        }
        resetFailFast();
        return ended;
    }

    /** Lets callers wait for the next attempt, and refused credentials be tried again, although the outage lasts. */
    void resetFailFast() {
        lock.assertHeld();
        refusal = null;
        refreshFailure = null;
        failedRefreshes = 0;
        failFast = false;
    }

    int failedRefreshes() {
        lock.assertHeld();
        return failedRefreshes;
    }

    /** Returns how many refreshes in a row have failed. */
    int refreshFailed(Throwable cause) {
        lock.assertHeld();
        refreshFailure = cause;
        return ++failedRefreshes;
    }

    @Nullable
    Throwable refreshFailure() {
        lock.assertHeld();
        return refreshFailure;
    }

    void waitStarted() {
        lock.assertHeld();
        waiting++;
        if (outage != null) {
            outage.waitedCalls++;
        }
    }

    void waitEnded() {
        lock.assertHeld();
        waiting--;
    }

    void callFailed() {
        lock.assertHeld();
        if (outage != null) {
            outage.failedCalls++;
        }
    }

    boolean failFast() {
        lock.assertHeld();
        return failFast;
    }

    /** Callers fail at once from now on, until the outage ends or gets another chance. */
    void startFailingFast() {
        lock.assertHeld();
        failFast = true;
    }

    /**
     * Whether callers fail fast: an outage has lasted for the ride-out, and an attempt has failed or the target was
     * found dead. Before that, there is only a slow attempt.
     */
    boolean isRideOutOver(Duration rideOut) {
        lock.assertHeld();
        return outage != null && (outage.failedAttempts > 0 || outage.foundDead) && age().compareTo(rideOut) >= 0;
    }

    void refused(ResolvedCredentials resolved, CredentialsRefusedException cause) {
        lock.assertHeld();
        refusal = new RefusedCredentials(resolved, cause, runtime.nanoTime());
    }

    /** The last refusal, also of other credentials than those that the provider has now. */
    @Nullable
    RefusedCredentials refusal() {
        lock.assertHeld();
        return refusal;
    }
}
