package dev.connections.supervision;

import dev.connections.CheckInconclusiveException;
import dev.connections.DurationText;
import dev.connections.supervision.resource.SharedResource;
import dev.connections.supervision.runtime.SupervisorRuntime.Scheduled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One health check of a resource, on a thread of its own and with a timeout. */
final class HealthCheck<R> {

    private final Supervisor<R> supervisor;

    private final SharedResource<R> shared;

    private final Duration timeout;

    private final Runnable answered;

    private final Runnable ended;

    private final long begun;

    private final AtomicBoolean decided = new AtomicBoolean();

    /** Completed when it is known whether the target answers. */
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

    private volatile @Nullable Scheduled deadline;

    /**
     * @param answered called if the target answers in time
     * @param ended called when the factory has returned, however late
     */
    HealthCheck(
            Supervisor<R> supervisor, SharedResource<R> shared, Duration timeout, Runnable answered, Runnable ended) {
        this.supervisor = supervisor;
        this.shared = shared;
        this.timeout = timeout;
        this.answered = answered;
        this.ended = ended;
        this.begun = supervisor.runtime.nanoTime();
    }

    void start() {
        Thread thread = supervisor.startThread("check", this::poll);
        deadline = supervisor.runtime.schedule(timeout, () -> giveUp(thread));
        if (decided.get()) {
            cancelDeadline();
        }
    }

    private void poll() {
        Throwable failure = null;
        boolean alive = false;
        boolean inconclusive = false;
        try {
            alive = shared.factory().isAlive(shared.resource());
        } catch (CheckInconclusiveException ex) {
            inconclusive = true;
        } catch (Throwable ex) {
            failure = shared.masked(ex);
        } finally {
            ended.run();
        }
        if (!decided.compareAndSet(false, true)) {
            return;
        }
        cancelDeadline();
        if (alive) {
            succeeded();
        } else if (!inconclusive) {
            failed(failure);
        }
        end.complete(null);
    }

    private void succeeded() {
        answered.run();
        if (isOfCurrent()) {
            supervisor.resilience.checkSucceeded(took());
        }
    }

    private void failed(@Nullable Throwable failure) {
        boolean isOfCurrent = isOfCurrent();
        supervisor.markBroken(shared, failure, true);
        if (isOfCurrent) {
            supervisor.resilience.checkFailed(
                    took(), (failure != null) ? failure : new IllegalStateException("the check found it closed"));
        }
    }

    /** The circuit breaker is that of the connection, not of resources that have been replaced. */
    private boolean isOfCurrent() {
        return supervisor.current.get() == shared;
    }

    private Duration took() {
        return Duration.ofNanos(supervisor.runtime.nanoTime() - begun);
    }

    /** Waits until it is known whether the target answers, which the deadline sees to. */
    void awaitEnd() {
        try {
            supervisor.runtime.await(end, timeout.multipliedBy(2));
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException ex) {
            // the timer is late; callers must not wait for that, too
            return;
        }
    }

    private void giveUp(Thread thread) {
        if (decided.compareAndSet(false, true)) {
            failed(new TimeoutException("no answer to a check within " + DurationText.of(timeout)));
            end.complete(null);
            thread.interrupt();
        }
    }

    private void cancelDeadline() {
        Scheduled scheduled = deadline;
        if (scheduled != null) {
            scheduled.cancel();
        }
    }
}
