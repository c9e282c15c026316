package dev.connections.supervision;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionException;
import dev.connections.ConnectionState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Those who find no resource and wait for one, as long as need be and allowed, or fail at once. Guarded by the supervisor's lock. */
final class Callers<R> {

    /** How often a caller may ask the provider whether it has other credentials than those that were refused. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(750);

    private final Supervisor<R> supervisor;

    private final Present<R> present;

    private final Trouble trouble;

    private final Attempts<R> attempts;

    /** Completed, and replaced, whenever those who wait should look again. */
    private CompletableFuture<@Nullable Void> change = new CompletableFuture<>();

    /** Who came before this many resets waits in vain: the connection has been suspended since. */
    private long suspendedEpoch;

    Callers(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
        this.present = supervisor.present;
        this.trouble = supervisor.trouble;
        this.attempts = supervisor.attempts;
    }

    /** Lets those who wait look again. */
    void signal() {
        CompletableFuture<@Nullable Void> happened = change;
        change = new CompletableFuture<>();
        happened.complete(null);
    }

    /** Fails those who came before the given epoch, and wait. */
    void failThoseBefore(long epoch) {
        suspendedEpoch = epoch;
        signal();
    }

    /**
     * The current resource, after waiting for one as long as need be and allowed. It may be retired as soon as it is returned.
     * Called without the lock.
     *
     * @param asked how many resets there were when the caller came
     * @param since when the caller came
     */
    SharedResource<R> await(long asked, long since) {
        boolean waits = false;
        try {
            for (; ; ) {
                CompletableFuture<@Nullable Void> awaited;
                synchronized (supervisor.lock) {
                    SharedResource<R> shared = present.current();
                    if (shared != null && shared.epoch() >= asked) {
                        return shared;
                    }
                    failIfNotToBeHad(asked);
                    supervisor.openForCaller();
                    if (!waits) {
                        waits = true;
                        trouble.callWaits();
                    }
                    awaited = change;
                }
                await(awaited, since);
            }
        } catch (ConnectionException ex) {
            synchronized (supervisor.lock) {
                trouble.callFailed();
            }
            throw ex;
        } finally {
            if (waits) {
                synchronized (supervisor.lock) {
                    trouble.callWaitsNoMore();
                }
            }
        }
    }

    private void await(CompletableFuture<@Nullable Void> awaited, long since) {
        Duration bound = present.settings().patience();
        Duration left = bound.minusNanos(supervisor.runtime.nanoTime() - since);
        try {
            if (left.isNegative() || left.isZero()) {
                throw new TimeoutException();
            }
            supervisor.runtime.await(awaited, left);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw unavailable(ex);
        } catch (TimeoutException ex) {
            throw unavailable(new TimeoutException("no answer within " + bound.toMillis() + " ms"));
        }
    }

    /** Fails whoever would wait in vain. */
    private void failIfNotToBeHad(long asked) {
        if (present.state() == ConnectionState.CLOSED) {
            throw new ConnectionClosedException(supervisor.name);
        }
        if (asked < suspendedEpoch) {
            throw unavailable(new CancellationException("it was suspended before it was open"));
        }
        Refusal refusal = trouble.refusal();
        if (present.state() == ConnectionState.REFUSED && !attempts.isUnderWay() && refusal != null) {
            if (supervisor.runtime.nanoTime() - refusal.askedAt() < BETWEEN_QUESTIONS.toNanos()) {
                supervisor.statistics.rejectedCalls.increment();
                throw refusal.exception(supervisor.name);
            }
            attempts.cancelNext();
        } else if (trouble.isCircuitOpen()) {
            trouble.reject();
            supervisor.statistics.rejectedCalls.increment();
            Outage outage = trouble.outage();
            throw unavailable((outage != null) ? outage.cause : null);
        }
    }

    RuntimeException unavailable(@Nullable Throwable cause) {
        synchronized (supervisor.lock) {
            Outage outage = trouble.outage();
            Instant since = (outage != null) ? outage.since : attempts.underWaySince();
            return Unavailability.of(
                    supervisor.name, (since != null) ? since : supervisor.runtime.now(), attempts.nextDueAt(), cause);
        }
    }
}
