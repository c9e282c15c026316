package dev.connections.supervision;

import dev.connections.supervision.SupervisorRuntime.Scheduled;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * At most one task that is due some time. Setting it anew replaces the task before; one that has been replaced or cleared does
 * not run, even if its time had come and it was already waiting for the lock. Guarded by the lock, under which the task runs.
 */
final class Alarm {

    private final SupervisorRuntime runtime;

    private final StateLock lock;

    @GuardedBy("lock")
    private @Nullable Pending pending;

    Alarm(SupervisorRuntime runtime, StateLock lock) {
        this.runtime = runtime;
        this.lock = lock;
    }

    void set(Duration delay, Runnable task) {
        lock.assertHeld();
        clear();
        Pending set = new Pending(runtime.now().plus(delay));
        pending = set;
        set.scheduled = runtime.schedule(delay, () -> {
            synchronized (lock) {
                if (pending == set) {
                    pending = null;
                    task.run();
                }
            }
        });
    }

    void clear() {
        lock.assertHeld();
        if (pending != null && pending.scheduled != null) {
            pending.scheduled.cancel();
        }
        pending = null;
    }

    boolean isSet() {
        lock.assertHeld();
        return pending != null;
    }

    /** When the task is due; {@code null} if there is none. */
    @Nullable
    Instant dueAt() {
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
