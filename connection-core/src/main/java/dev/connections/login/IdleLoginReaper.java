package dev.connections.login;

import dev.connections.supervision.runtime.RestartableTimer;
import dev.connections.supervision.runtime.StateLock;
import dev.connections.supervision.runtime.SupervisorRuntime;
import java.time.Duration;

/** Closes idle logins soon after their timeout. Thread-safe. */
final class IdleLoginReaper {

    private static final int LOOKS = 20;

    private static final Duration SELDOM = Duration.ofSeconds(30);

    private static final Duration OFTEN = Duration.ofMillis(50);

    private final StateLock lock = new StateLock();

    private final RestartableTimer nextLook;

    private boolean closed;

    IdleLoginReaper(SupervisorRuntime runtime) {
        this.nextLook = new RestartableTimer(runtime, lock);
    }

    /** @param look ends those that have been idle for that long; must not wait */
    void watch(Duration timeout, Runnable look) {
        synchronized (lock) {
            if (!closed) {
                scheduleLook(interval(timeout), look);
            }
        }
    }

    private void scheduleLook(Duration interval, Runnable look) {
        nextLook.restart(interval, () -> {
            scheduleLook(interval, look);
            look.run();
        });
    }

    private static Duration interval(Duration timeout) {
        Duration interval = timeout.dividedBy(LOOKS);
        if (interval.compareTo(SELDOM) > 0) {
            return SELDOM;
        }
        return (interval.compareTo(OFTEN) < 0) ? OFTEN : interval;
    }

    void close() {
        synchronized (lock) {
            closed = true;
            nextLook.cancel();
        }
    }
}
