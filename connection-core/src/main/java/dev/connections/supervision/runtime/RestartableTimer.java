package dev.connections.supervision.runtime;

import dev.connections.supervision.runtime.SupervisorRuntime.Scheduled;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Runs at most one task after a delay. A restart replaces the task. A task that has been replaced or cancelled does not
 * run, even if it was due and already waiting for the lock. Guarded by the lock, under which the task runs.
 */
public final class RestartableTimer {

    private final SupervisorRuntime runtime;

    private final StateLock lock;

    @GuardedBy("lock")
    private @Nullable Pending pending;

    public RestartableTimer(SupervisorRuntime runtime, StateLock lock) {
        this.runtime = runtime;
        this.lock = lock;
    }

    public void restart(Duration delay, Runnable task) {
        lock.assertHeld();
        cancel();
        Pending started = new Pending(runtime.now().plus(delay));
        pending = started;
        started.scheduled = runtime.schedule(delay, () -> {
            synchronized (lock) {
                if (pending == started) {
                    pending = null;
                    task.run();
                }
            }
        });
    }

    public void cancel() {
        lock.assertHeld();
        if (pending != null && pending.scheduled != null) {
            pending.scheduled.cancel();
        }
        pending = null;
    }

    public boolean isRunning() {
        lock.assertHeld();
        return pending != null;
    }

    /** When the task is due; {@code null} if there is none. */
    public @Nullable Instant dueAt() {
        lock.assertHeld();
        return (pending != null) ? pending.due : null;
    }

    private static final class Pending {

        final Instant due;

        @Nullable
        Scheduled scheduled;

        Pending(Instant due) {
            this.due = due;
        }
    }
}
