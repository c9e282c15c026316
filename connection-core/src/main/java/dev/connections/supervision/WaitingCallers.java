package dev.connections.supervision;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionException;
import dev.connections.ConnectionState;
import dev.connections.DurationText;
import dev.connections.supervision.resource.SharedResource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Lets callers without a resource wait for one, as long as necessary and allowed, or fail fast. Thread-safe. */
final class WaitingCallers<R> {

    /** How often the provider is polled for a caller for other credentials than the refused ones. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(750);

    private final Supervisor<R> supervisor;

    private final SharedState<R> state;

    private final CurrentResource<R> current;

    private final OutageState outage;

    private final RunningAttempts<R> attempts;

    WaitingCallers(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
        this.state = supervisor.state;
        this.current = state.current;
        this.outage = state.outage;
        this.attempts = state.attempts;
    }

    /**
     * Returns the current resource, after waiting for one. It may be retired as soon as it is returned.
     *
     * @param asked the number of resets when the caller came
     * @param since when the caller came
     */
    SharedResource<R> await(long asked, long since) {
        boolean waits = false;
        try {
            for (; ; ) {
                CompletableFuture<@Nullable Void> awaited;
                boolean preparing;
                synchronized (state.lock) {
                    SharedResource<R> shared = current.get();
                    if (shared != null && shared.epoch() >= asked) {
                        return shared;
                    }
                    failIfUnavailable(asked);
                    supervisor.openForCaller();
                    if (!waits) {
                        waits = true;
                        outage.waitStarted();
                    }
                    awaited = state.queue.change();
                    preparing = isPreparing();
                }
                await(awaited, since, preparing);
            }
        } catch (FailedFastException ex) {
            if (!waits) {
                supervisor.statistics.rejectedCalls.increment();
                supervisor.resilience.rejectCall();
            }
            countFailure();
            throw ex.reason;
        } catch (ConnectionException ex) {
            countFailure();
            throw ex;
        } finally {
            if (waits) {
                synchronized (state.lock) {
                    outage.waitEnded();
                }
            }
        }
    }

    private void countFailure() {
        synchronized (state.lock) {
            outage.callFailed();
        }
    }

    private boolean isPreparing() {
        return attempts.running().stream().anyMatch(attempt -> !attempt.isPrepared());
    }

    private void await(CompletableFuture<@Nullable Void> awaited, long since, boolean preparing) {
        Duration bound = current.settings().patience();
        Duration allowed = preparing ? bound.plus(Attempt.LONGEST_PREPARATION) : bound;
        Duration left = allowed.minusNanos(supervisor.runtime.nanoTime() - since - supervisor.preparation(since));
        try {
            if (left.isNegative() || left.isZero()) {
                throw new TimeoutException();
            }
            supervisor.runtime.await(awaited, left);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw unavailable(ex);
        } catch (TimeoutException ex) {
            throw unavailable(new TimeoutException("no answer within " + DurationText.of(bound)));
        }
    }

    /** Fails a caller whose wait is pointless. */
    private void failIfUnavailable(long asked) {
        if (current.state() == ConnectionState.CLOSED) {
            throw new ConnectionClosedException(supervisor.name);
        }
        if (state.queue.isSuspendedSince(asked)) {
            throw unavailable(new CancellationException("it was suspended before it was open"));
        }
        RefusedCredentials refusal = outage.refusal();
        if (current.state() == ConnectionState.REFUSED && !attempts.isAttemptRunning() && refusal != null) {
            if (supervisor.runtime.nanoTime() - refusal.validatedAt() < BETWEEN_QUESTIONS.toNanos()) {
                throw new FailedFastException(refusal.exception(supervisor.name));
            }
            attempts.cancelNext();
        } else if (outage.failFast() && supervisor.resilience.isEnabled()) {
            Outage now = outage.outage();
            boolean isRefused = refusal != null && current.state() == ConnectionState.REFUSED;
            throw new FailedFastException(
                    isRefused ? refusal.exception(supervisor.name) : unavailable((now != null) ? now.cause : null));
        } else if (supervisor.resilience.isForcedOpen()) {
            throw new FailedFastException(
                    unavailable(new IllegalStateException("its circuit breaker has been forced open")));
        }
    }

    RuntimeException unavailable(@Nullable Throwable cause) {
        synchronized (state.lock) {
            Outage now = outage.outage();
            Instant since = (now != null) ? now.since : attempts.underWaySince();
            return FailureText.unavailable(
                    supervisor.name, (since != null) ? since : supervisor.runtime.now(), attempts.nextDueAt(), cause);
        }
    }

    /** A caller fails without waiting any longer. */
    private static final class FailedFastException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient RuntimeException reason;

        FailedFastException(RuntimeException reason) {
            super(null, null, false, false);
            this.reason = reason;
        }
    }
}
