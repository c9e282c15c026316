package dev.connections.supervision;

import dev.connections.supervision.runtime.StateLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An attempt that is cancelled or replaced never starts, even if its time has come. */
@Timeout(120)
class RunningAttemptsSchedulesTests {

    private static final int SCHEDULES = 150;

    /** Attempts whose time comes when the test says so, as a timer that has begun cannot be called off. */
    private static final class Scene {

        final List<Runnable> due = new ArrayList<>();

        final SchedulesRuntime runtime = new SchedulesRuntime() {

            @Override
            public Scheduled schedule(Duration delay, Runnable task) {
                due.add(task);
                return () -> {};
            }
        };

        final StateLock lock = new StateLock();

        final RunningAttempts<String> attempts = new RunningAttempts<>(lock, runtime);

        final AtomicInteger started = new AtomicInteger();

        void schedule() {
            synchronized (lock) {
                attempts.schedule(Duration.ZERO, started::incrementAndGet);
            }
        }

        void replace() {
            synchronized (lock) {
                // as a supervisor, which schedules none while one has started
                if (started.get() == 0) {
                    attempts.schedule(Duration.ZERO, started::incrementAndGet);
                }
            }
        }

        /** Returns how many had started by then. */
        int cancel() {
            synchronized (lock) {
                attempts.cancelNext();
                return started.get();
            }
        }
    }

    @Test
    void noneStartsAfterItHasBeenCancelled() {
        Schedules.explore(SCHEDULES, () -> {
            Scene scene = new Scene();
            scene.schedule();
            Runnable timer = scene.due.get(0);
            AtomicInteger before = new AtomicInteger();
            Schedules.sideBySide(timer, () -> before.set(scene.cancel()), timer);
            if (scene.started.get() != before.get()) {
                throw new AssertionError("an attempt started after it had been cancelled");
            }
        });
    }

    @Test
    void oneOfTwoThatReplaceEachOtherStarts() {
        Schedules.explore(SCHEDULES, () -> {
            Scene scene = new Scene();
            scene.schedule();
            Runnable timer = scene.due.get(0);
            Schedules.sideBySide(timer, scene::replace);
            scene.due.forEach(Runnable::run);
            if (scene.started.get() != 1) {
                throw new AssertionError(scene.started + " attempts started");
            }
        });
    }
}
