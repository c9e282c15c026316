package dev.connections.supervision;

import dev.connections.ConnectionState;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.supervision.resilience.RetryBackoff;
import dev.connections.supervision.resource.ResolvedCredentials;
import dev.connections.supervision.resource.SharedResource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Handles the result of an attempt. Called by attempts, without the lock. */
final class AttemptResultHandler<R> {

    private final Supervisor<R> supervisor;

    private final SharedState<R> state;

    private final CurrentResource<R> current;

    private final OutageState outage;

    private final RunningAttempts<R> attempts;

    private final OutageLog log;

    AttemptResultHandler(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
        this.state = supervisor.state;
        this.current = state.current;
        this.outage = state.outage;
        this.attempts = state.attempts;
        this.log = new OutageLog(supervisor.name, supervisor.ofOneUser);
    }

    /** An attempt has a resource; {@code false} if it is not wanted any more. */
    boolean opened(Attempt<R> by, R resource, ResolvedCredentials resolved) {
        SharedResource<R> replaced;
        Outage ended;
        Duration took;
        Duration outageTook;
        boolean roleChanged;
        synchronized (state.lock) {
            if (!attempts.end(by)) {
                return false;
            }
            supervisor.use(by.config);
            SharedResource<R> next =
                    new SharedResource<>(resource, by.config, resolved, by.epoch(), supervisor.resources::dispose);
            supervisor.resources.add(next);
            took = attempts.succeeded(by);
            supervisor.statistics.opened(took);
            outageTook = outage.age();
            ended = outage.end();
            supervisor.healthMonitor.opened();
            current.state(ConnectionState.UP);
            // last: callers find it without the lock, and then the state, the counts and the answer must be there
            replaced = current.replace(next);
            supervisor.credentialsWatch.watch(next);
            state.queue.wake();
            if (attempts.isRefreshRequested() && !attempts.isAttemptRunning()) {
                supervisor.startAttempt();
            }
            Credentials before = state.openedAs(resolved.credentials());
            roleChanged = before != null
                    && !Objects.equals(before.role(), resolved.credentials().role());
        }
        supervisor.resilience.attemptSucceeded(took, by.takeCounted());
        supervisor.resilience.reconfigure();
        supervisor.publishCircuit();
        if (roleChanged) {
            supervisor.roleChanged.run();
        }
        by.end(null);
        if (replaced != null) {
            replaced.retire();
        }
        if (ended != null) {
            log.isBack(ended, outageTook);
        }
        return true;
    }

    /** Fails an attempt before it contacts the target, if that has rejected these credentials. */
    void failIfRefused(Attempt<R> by, ResolvedCredentials resolved) {
        synchronized (state.lock) {
            state.attemptedAs(resolved.credentials());
            RefusedCredentials refusal = outage.refusal();
            if (by.config == current.config()
                    && refusal != null
                    && refusal.resolved().isSameAs(resolved)) {
                throw new KnownRefusalException(refusal.cause());
            }
        }
    }

    /**
     * The target refused credentials. The same credentials are not retried, even if the provider hangs when it is
     * polled.
     *
     * @return whether the attempt may continue with other credentials: its result is still wanted
     */
    boolean refused(Attempt<R> by, ResolvedCredentials resolved, RuntimeException refusal) {
        synchronized (state.lock) {
            if (!attempts.contains(by) || by.epoch() < current.epoch()) {
                return false;
            }
            if (by.config == current.config() && refusal instanceof CredentialsRefusedException now) {
                outage.refused(resolved, now);
            }
            return true;
        }
    }

    /**
     * An attempt failed.
     *
     * @param resolved the credentials it was made with, if it came that far
     * @param isTransient whether the failure may pass by itself
     */
    void failed(Attempt<R> by, @Nullable ResolvedCredentials resolved, Throwable cause, boolean isTransient) {
        boolean known = cause instanceof KnownRefusalException;
        Throwable failure = known ? Objects.requireNonNull(cause.getCause()) : cause;
        Failure result = new Failure(resolved, failure, isTransient, known);
        Duration pause = pauseAfter(by, result);
        Runnable rest = () -> {};
        if (pause != null) {
            synchronized (state.lock) {
                if (!attempts.end(by)) {
                    return;
                }
                attempts.failed(by);
                if (by.config != current.config()) {
                    goOnWithoutReload();
                } else if (by.epoch() < current.epoch()) {
                    startUnlessUnderWay();
                } else {
                    rest = failedNow(by, result, pause);
                }
            }
            supervisor.publishCircuit();
        }
        rest.run();
        by.end(failure);
    }

    /**
     * Gives the result to Resilience4j, without the lock.
     *
     * @return the pause before the next attempt; {@code null} if the attempt is not wanted any more
     */
    private @Nullable Duration pauseAfter(Attempt<R> by, Failure result) {
        Duration age;
        boolean opens;
        synchronized (state.lock) {
            if (!attempts.contains(by)) {
                return null;
            }
            if (by.config != current.config() || by.epoch() < current.epoch()) {
                return Duration.ZERO;
            }
            if (current.isUpToDate()) {
                return supervisor.resilience.backoff().pause(outage.failedRefreshes());
            }
            Duration took = by.age();
            age = RetryBackoff.longer(outage.age(), took);
            opens = result.opensCircuit() && (!result.isTransient() || age.compareTo(current.rideOut()) >= 0);
        }
        if (result.isKnown()) {
            return Duration.ZERO;
        }
        return supervisor.resilience.attemptFailed(by.age(), result.cause(), by.takeCounted(), age, opens);
    }

    /** Does what the attempt with another source has kept from being done. */
    private void goOnWithoutReload() {
        if (!current.isUpToDate() || attempts.isRefreshRequested() || outage.refreshFailure() != null) {
            startUnlessUnderWay();
        }
    }

    /** The connection was reset meanwhile, perhaps because the reason for the failure is gone. */
    private void startUnlessUnderWay() {
        if (!attempts.isAttemptRunning()) {
            supervisor.startAttempt();
        }
    }

    /** Returns what is left to be done without the lock. */
    private Runnable failedNow(Attempt<R> by, Failure result, Duration pause) {
        if (!result.isKnown()) {
            supervisor.statistics.failedAttempts.increment();
            supervisor.noteFailure(result.cause());
        }
        if (result.cause() instanceof CredentialsRefusedException refused && result.resolved() != null) {
            outage.refused(result.resolved(), refused);
        }
        return current.isUpToDate() ? refreshFailed(result, pause) : openingFailed(by, result, pause);
    }

    private Runnable refreshFailed(Failure result, Duration pause) {
        int failures = outage.refreshFailed(result.cause());
        current.state(ConnectionState.DEGRADED);
        supervisor.scheduleAttempt(result.isRefusal() ? RetryBackoff.pauseAfterRefusal(failures) : pause);
        return (failures == 1) ? () -> log.isNotRefreshed(result.cause()) : () -> {};
    }

    private Runnable openingFailed(Attempt<R> by, Failure result, Duration pause) {
        SharedResource<R> outdated = current.replace(null);
        Outage now = supervisor.beginOutage(by.startedNanos(), result.cause());
        now.cause = result.cause();
        int failures = ++now.failedAttempts;
        boolean joined = result.cause() instanceof TimeoutException && attempts.isAttemptRunning();
        if (joined) {
            supervisor.scheduleHedge();
        } else if (result.mayBeRepeated()) {
            supervisor.scheduleAttempt(result.isRefusal() ? RetryBackoff.pauseAfterRefusal(failures) : pause);
        }
        if (result.isRefusal()) {
            current.state(ConnectionState.REFUSED);
            state.queue.wake();
        } else {
            current.state(ConnectionState.DOWN);
            if (!result.isTransient() || outage.isRideOutOver(current.rideOut()) || supervisor.resilience.isOpen()) {
                outage.startFailingFast();
                state.queue.wake();
            }
        }
        return () -> {
            if (outdated != null) {
                outdated.retire();
            }
            if (failures == 1) {
                log.isDown(now, result.cause());
            }
        };
    }

    /**
     * How an attempt failed.
     *
     * @param resolved the credentials it was made with, if it came that far
     * @param isKnown whether it did not contact the target, which has refused these credentials before
     */
    private record Failure(
            @Nullable ResolvedCredentials resolved, Throwable cause, boolean isTransient, boolean isKnown) {

        boolean isRefusal() {
            return cause instanceof CredentialsRefusedException;
        }

        boolean opensCircuit() {
            return !isRefusal();
        }

        /** Credentials for one opening are used up. */
        boolean mayBeRepeated() {
            return resolved == null || !resolved.credentials().isForOneOpening();
        }
    }
}
