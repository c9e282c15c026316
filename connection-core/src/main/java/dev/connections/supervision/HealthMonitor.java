package dev.connections.supervision;

import dev.connections.DurationText;
import dev.connections.supervision.resource.AccessCheck;
import dev.connections.supervision.resource.SharedResource;
import dev.connections.supervision.runtime.RestartableTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Monitors the health of all open resources. The current one is checked while it is idle, and soon if all its uses
 * fail. A resource is also checked while none of its calls progresses; if the target does not respond to the check
 * either, the resource is closed although it is in use.
 */
final class HealthMonitor<R> {

    private static final Logger logger = LoggerFactory.getLogger(HealthMonitor.class);

    private static final Duration LONGEST_TICK = Duration.ofMillis(500);

    /** A busy target is given more time to answer than an idle one: much is lost when it is given up. */
    private static final int PATIENCE_WITH_BUSY = 2;

    /** One check for each resource at a time; more of them than this hang, and are not joined by others. */
    private static final int MOST_CHECKS = 8;

    private final Supervisor<R> supervisor;

    private final AccessCheck<R> accessCheck;

    private final RestartableTimer nextTick;

    private final Map<SharedResource<R>, HealthCheck<R>> beingChecked = new ConcurrentHashMap<>();

    /** The current resource at the last tick, and how long it has been idle. */
    private @Nullable SharedResource<R> watched;

    private Duration idle = Duration.ZERO;

    private final PassiveHealthCheck useRecord = new PassiveHealthCheck();

    private volatile @Nullable Instant answeredAt;

    HealthMonitor(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
        this.accessCheck = new AccessCheck<>(supervisor.name);
        this.nextTick = new RestartableTimer(supervisor.runtime, supervisor.state.lock);
    }

    AccessCheck<R> accessCheck() {
        return accessCheck;
    }

    /** When the target last answered; {@code null} if it never has. */
    @Nullable
    Instant answeredAt() {
        return answeredAt;
    }

    /** A resource has just been opened. Called under the lock. */
    void opened() {
        answered();
        if (!nextTick.isRunning()) {
            scheduleTick();
        }
    }

    /** There is no resource to look after any more. Called under the lock. */
    void close() {
        nextTick.cancel();
        accessCheck.giveUp();
        accessCheck.reset();
    }

    private void answered() {
        answeredAt = supervisor.runtime.now();
    }

    private void scheduleTick() {
        Duration interval = supervisor.current.settings().recovery().checkInterval();
        Duration tick = (interval.compareTo(LONGEST_TICK) < 0) ? interval : LONGEST_TICK;
        nextTick.restart(tick, () -> {
            scheduleTick();
            look(tick);
        });
    }

    private void look(Duration sinceLast) {
        SharedResource<R> current = supervisor.current.get();
        if (watched != current) {
            watched = current;
            idle = Duration.ZERO;
            useRecord.begin();
        }
        SharedResource<R> stuck = accessCheck.giveUpIfStuck(supervisor.runtime.nanoTime());
        if (stuck != null) {
            Duration patience = AccessCheck.PATIENCE;
            supervisor.markBroken(
                    stuck,
                    new TimeoutException("no answer from the factory's isOpen within " + DurationText.of(patience)),
                    true);
        }
        for (SharedResource<R> shared : supervisor.resources.notYetClosed()) {
            lookAfter(shared, shared == current, sinceLast);
        }
    }

    private void lookAfter(SharedResource<R> shared, boolean isCurrent, Duration sinceLast) {
        boolean failures = shared.pollFailures();
        boolean progress = shared.pollProgress();
        Duration checkTimeout = supervisor.resilience.checkTimeout();
        if (isCurrent && failsAllUses(shared, progress, failures)) {
            supervisor.markBroken(
                    shared, new IllegalStateException("all its uses failed, and its factory has no isAlive"), false);
            return;
        }
        // Users of a resource that nobody asks whether it is open may be making progress with one that is not.
        if (progress && !accessCheck.hanging()) {
            if (isCurrent) {
                idle = Duration.ZERO;
                answered();
            }
        } else if (shared.isInUse()) {
            check(shared, checkTimeout.multipliedBy(PATIENCE_WITH_BUSY));
        } else if (isCurrent) {
            idle = idle.plus(sinceLast);
            if (failures
                    || idle.compareTo(supervisor.current.settings().recovery().checkInterval()) >= 0) {
                idle = Duration.ZERO;
                check(shared, checkTimeout);
            }
        }
    }

    /** A check that cannot fail says nothing: the uses of the resource decide. */
    private boolean failsAllUses(SharedResource<R> shared, boolean progress, boolean failures) {
        useRecord.add(progress, failures);
        return useRecord.isBroken()
                && !PassiveHealthCheck.hasCheck(shared.factory())
                && useRecord.giveUp(
                        supervisor.runtime.now(),
                        supervisor.current.settings().recovery().checkInterval());
    }

    /**
     * Asks the target of the current resource, unless it has answered lately, and waits for as long as a check may
     * take.
     */
    void verify(Duration maxAge) {
        SharedResource<R> current = supervisor.current.get();
        Instant last = answeredAt;
        if (current == null || (last != null && last.plus(maxAge).isAfter(supervisor.runtime.now()))) {
            return;
        }
        check(current);
    }

    /**
     * Checks a resource whose use failed in a way that tells against the target, and waits for the result. Without a
     * health check the resource is replaced, but no more often than if all its uses failed.
     */
    void suspect(SharedResource<R> shared, Exception failure) {
        if (supervisor.current.get() != shared) {
            return;
        }
        if (PassiveHealthCheck.hasCheck(shared.factory())) {
            check(shared);
        } else if (useRecord.giveUp(
                supervisor.runtime.now(),
                supervisor.current.settings().recovery().checkInterval())) {
            supervisor.markBroken(shared, failure, false);
        }
    }

    private void check(SharedResource<R> shared) {
        check(shared, supervisor.resilience.checkTimeout());
        HealthCheck<R> check = beingChecked.get(shared);
        if (check != null) {
            check.awaitEnd();
        }
    }

    private void check(SharedResource<R> shared, Duration timeout) {
        HealthCheck<R> check =
                new HealthCheck<>(supervisor, shared, timeout, this::answered, () -> beingChecked.remove(shared));
        if (beingChecked.size() >= MOST_CHECKS || beingChecked.putIfAbsent(shared, check) != null) {
            return;
        }
        try {
            check.start();
        } catch (Throwable ex) {
            beingChecked.remove(shared);
            logger.warn("Connection '{}' could not be checked", supervisor.name, ex);
        }
    }
}
