package dev.connections.supervision;

import dev.connections.supervision.SupervisorRuntime.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the resource while it is open. One that nobody uses is checked now and then. One whose users make no progress
 * is checked too, for they may be waiting for an answer that never comes: if the target does not answer the check either, the
 * resource is closed under their hands. Checks run on threads of their own, one at a time, with a deadline. Safe for use by
 * several threads.
 */
final class Probe<R> {

    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

    /** A busy target is given more time to answer than an idle one: much is lost when it is given up. */
    private static final int PATIENCE_WITH_BUSY = 2;

    private final Supervisor<R> supervisor;

    private final AccessCheck<R> accessCheck;

    /** Only one check at a time; one that hangs for ever is not joined by others. */
    private final AtomicBoolean checking = new AtomicBoolean();

    private @Nullable Scheduled nextTick;

    private @Nullable SharedResource<R> watched;

    private Duration idle = Duration.ZERO;

    private volatile @Nullable Instant answeredAt;

    private boolean closed;

    Probe(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
        this.accessCheck = new AccessCheck<>(supervisor.name);
    }

    AccessCheck<R> accessCheck() {
        return accessCheck;
    }

    /** When the target last answered; {@code null} if it never has. */
    @Nullable
    Instant answeredAt() {
        return answeredAt;
    }

    /** The target has just answered. */
    void answered() {
        answeredAt = supervisor.runtime.now();
    }

    /** Looks after a resource that has just been opened, instead of the one before. */
    synchronized void watch(SharedResource<R> opened) {
        watched = opened;
        idle = Duration.ZERO;
        if (nextTick == null && !closed) {
            scheduleTick();
        }
    }

    synchronized void close() {
        closed = true;
        watched = null;
        if (nextTick != null) {
            nextTick.cancel();
        }
    }

    private Duration tickLength() {
        Duration interval = supervisor.settings().recovery().checkInterval();
        return (interval.compareTo(LONGEST_TICK) < 0) ? interval : LONGEST_TICK;
    }

    private void scheduleTick() {
        Duration tick = tickLength();
        nextTick = supervisor.runtime.schedule(tick, () -> tick(tick));
    }

    private void tick(Duration sinceLast) {
        SharedResource<R> shared;
        synchronized (this) {
            if (closed) {
                return;
            }
            scheduleTick();
            shared = watched;
            if (shared == null || shared != supervisor.current()) {
                return;
            }
        }
        if (accessCheck.isStuck()) {
            accessCheck.giveUp();
            supervisor.broke(shared, new TimeoutException("no answer from the factory's isOpen for a second"), true);
        } else if (shared.takeProgress()) {
            idle = Duration.ZERO;
            answered();
        } else if (shared.isInUse()) {
            check(shared, supervisor.settings().recovery().checkTimeout().multipliedBy(PATIENCE_WITH_BUSY));
        } else {
            idle = idle.plus(sinceLast);
            if (idle.compareTo(supervisor.settings().recovery().checkInterval()) >= 0) {
                idle = Duration.ZERO;
                check(shared, supervisor.settings().recovery().checkTimeout());
            }
        }
    }

    private void check(SharedResource<R> shared, Duration timeout) {
        if (!checking.compareAndSet(false, true)) {
            return;
        }
        AtomicBoolean ended = new AtomicBoolean();
        Thread thread = supervisor.startThread("check", () -> {
            Throwable failure = null;
            boolean alive = false;
            try {
                alive = shared.factory().isAlive(shared.resource());
            } catch (Throwable ex) {
                failure = ex;
            } finally {
                checking.set(false);
            }
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            if (alive) {
                answered();
            } else {
                supervisor.broke(shared, failure, true);
            }
        });
        supervisor.runtime.schedule(timeout, () -> {
            if (ended.compareAndSet(false, true)) {
                supervisor.broke(
                        shared,
                        new TimeoutException("no answer to a check within " + timeout.toMillis() + " ms"),
                        true);
                thread.interrupt();
            }
        });
    }
}
