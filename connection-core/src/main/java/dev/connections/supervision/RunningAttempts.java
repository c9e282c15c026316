package dev.connections.supervision;

import dev.connections.supervision.resilience.RetryBackoff;
import dev.connections.supervision.runtime.GuardedBy;
import dev.connections.supervision.runtime.RestartableTimer;
import dev.connections.supervision.runtime.StateLock;
import dev.connections.supervision.runtime.SupervisorRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that are under way, the first of which to succeed wins, and the times at which the next one is due. An
 * attempt runs until its own timeout; while it is silent for long, another is started beside it.
 */
final class RunningAttempts<R> {

    /**
     * A resource that breaks sooner does not last. After this many of them in a row the next is opened after a pause.
     */
    private static final Duration LASTING = Duration.ofSeconds(1);

    private static final int MOST_THAT_DO_NOT_LAST = 3;

    private final StateLock lock;

    private final SupervisorRuntime runtime;

    private final RestartableTimer next;

    private final RestartableTimer hedge;

    @GuardedBy("lock")
    private final Set<Attempt<R>> running = new LinkedHashSet<>();

    /** Whether there are other credentials than those of the attempts, or of the current resource. */
    @GuardedBy("lock")
    private boolean refreshWanted;

    @GuardedBy("lock")
    private @Nullable Duration lastConnectTime;

    @GuardedBy("lock")
    private long openedNanos;

    @GuardedBy("lock")
    private int didNotLast;

    /** When the first of the resources in a row that did not last broke. */
    @GuardedBy("lock")
    private long didNotLastSince;

    /** How many of them broke after the eager period. */
    @GuardedBy("lock")
    private int brokeAfterEagerPeriod;

    RunningAttempts(StateLock lock, SupervisorRuntime runtime) {
        this.lock = lock;
        this.runtime = runtime;
        this.next = new RestartableTimer(runtime, lock);
        this.hedge = new RestartableTimer(runtime, lock);
    }

    boolean isAttemptRunning() {
        lock.assertHeld();
        return !running.isEmpty();
    }

    boolean contains(Attempt<R> attempt) {
        lock.assertHeld();
        return running.contains(attempt);
    }

    /** Those under way at this moment, oldest first. */
    List<Attempt<R>> running() {
        lock.assertHeld();
        return List.copyOf(running);
    }

    /** Whether an attempt is under way or scheduled. */
    boolean isScheduled() {
        lock.assertHeld();
        return !running.isEmpty() || next.isRunning();
    }

    /** When the next one is due; {@code null} while one is under way, or if none is scheduled. */
    @Nullable
    Instant nextDueAt() {
        lock.assertHeld();
        return running.isEmpty() ? next.dueAt() : null;
    }

    /** The start of the oldest attempt under way; {@code null} if there is none. */
    @Nullable
    Instant underWaySince() {
        lock.assertHeld();
        return running.isEmpty()
                ? null
                : runtime.now().minus(running.iterator().next().age());
    }

    /** Adds an attempt that is about to start. */
    void add(Attempt<R> started) {
        lock.assertHeld();
        next.cancel();
        hedge.cancel();
        refreshWanted = false;
        running.add(started);
    }

    /** Removes an attempt that has ended; {@code false} if it was abandoned before. */
    boolean end(Attempt<R> by) {
        lock.assertHeld();
        return running.remove(by);
    }

    /** Schedules the next attempt. */
    void schedule(Duration pause, Runnable start) {
        lock.assertHeld();
        next.restart(pause, start);
    }

    /** Schedules an attempt beside those under way. */
    void scheduleHedge(Duration pause, Runnable start) {
        lock.assertHeld();
        hedge.restart(pause, start);
    }

    void cancelNext() {
        lock.assertHeld();
        next.cancel();
    }

    /** The resource broke. Returns the pause before the next is opened: zero, unless several in a row did not last. */
    Duration nextAfterBreak(RetryBackoff backoff) {
        lock.assertHeld();
        long now = runtime.nanoTime();
        if (now - openedNanos >= LASTING.toNanos()) {
            didNotLast = 0;
        } else if (didNotLast++ == 0) {
            didNotLastSince = now;
            brokeAfterEagerPeriod = 0;
        } else if (now - didNotLastSince >= backoff.eagerPeriod().toNanos()) {
            brokeAfterEagerPeriod++;
        }
        return (didNotLast > MOST_THAT_DO_NOT_LAST) ? backoff.pauseAfterBreak(brokeAfterEagerPeriod) : Duration.ZERO;
    }

    /** How long the last successful attempt took; {@code null} if there was none. */
    @Nullable
    Duration lastConnectTime() {
        lock.assertHeld();
        return lastConnectTime;
    }

    /** The attempt succeeded: those that began in the same epoch or before are abandoned. Returns how long it took. */
    Duration succeeded(Attempt<R> by) {
        lock.assertHeld();
        next.cancel();
        running().stream()
                .filter(other -> other.epoch() <= by.epoch())
                .forEach(other -> abandon(other, "another attempt succeeded"));
        if (running.isEmpty()) {
            hedge.cancel();
        }
        openedNanos = runtime.nanoTime();
        Duration took = by.age();
        lastConnectTime = took;
        return took;
    }

    /** The attempt failed: if it was made for other credentials, they are still wanted. */
    void failed(Attempt<R> by) {
        lock.assertHeld();
        refreshWanted |= by.refreshes;
    }

    void abandon(Attempt<R> attempt, String reason) {
        lock.assertHeld();
        if (running.remove(attempt)) {
            refreshWanted |= attempt.refreshes;
            attempt.abandon(reason);
        }
    }

    void abandonAll(String reason) {
        lock.assertHeld();
        running().forEach(attempt -> abandon(attempt, reason));
        hedge.cancel();
    }

    /** Other credentials are known. */
    void requestRefresh() {
        lock.assertHeld();
        refreshWanted = true;
    }

    boolean isRefreshRequested() {
        lock.assertHeld();
        return refreshWanted;
    }

    /** The next attempt uses the newest credentials anyway. */
    void clearRefreshRequest() {
        lock.assertHeld();
        refreshWanted = false;
    }
}
