package dev.connections.supervision;

import dev.connections.supervision.SupervisorRuntime.Scheduled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Asks once whether a resource's target still answers, on a thread of its own and with a deadline. */
final class Check<R> {

    private final Supervisor<R> supervisor;

    private final SharedResource<R> shared;

    private final Duration timeout;

    private final Runnable answered;

    private final Runnable ended;

    private final AtomicBoolean decided = new AtomicBoolean();

    /** Completed when it is known whether the target answers. */
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

    private volatile @Nullable Scheduled deadline;

    /**
     * @param answered called if the target answers in time
     * @param ended called when the factory has returned, however late
     */
    Check(Supervisor<R> supervisor, SharedResource<R> shared, Duration timeout, Runnable answered, Runnable ended) {
        this.supervisor = supervisor;
        this.shared = shared;
        this.timeout = timeout;
        this.answered = answered;
        this.ended = ended;
    }

    void start() {
        Thread thread = supervisor.startThread("check", this::ask);
        deadline = supervisor.runtime.schedule(timeout, () -> giveUp(thread));
        if (decided.get()) {
            cancelDeadline();
        }
    }

    private void ask() {
        Throwable failure = null;
        boolean alive = false;
        try {
            alive = shared.factory().isAlive(shared.resource());
        } catch (Throwable ex) {
            failure = ex;
        } finally {
            ended.run();
        }
        if (!decided.compareAndSet(false, true)) {
            return;
        }
        cancelDeadline();
        if (alive) {
            answered.run();
        } else {
            supervisor.broke(shared, failure, true);
        }
        end.complete(null);
    }

    /** Waits until it is known whether the target answers, which the deadline sees to. */
    void awaitEnd() {
        try {
            supervisor.runtime.await(end, timeout.multipliedBy(2));
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException ex) {
            // the timer is late; whoever waits is not to wait for that too
            return;
        }
    }

    private void giveUp(Thread thread) {
        if (decided.compareAndSet(false, true)) {
            supervisor.broke(
                    shared, new TimeoutException("no answer to a check within " + timeout.toMillis() + " ms"), true);
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
