package dev.connections.supervision;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attempt that is under way, of which there is at most one, or the time at which the next one is due, never both; and for how
 * long attempts are waited for. Guarded by the supervisor's lock.
 */
final class Attempts<R> {

    /** How long an attempt that was under way when a reset came may go on. */
    private static final Duration SHORTLY = Duration.ofMillis(750);

    /** A resource that breaks sooner does not last; after this many of them in a row the next is opened after a pause. */
    private static final Duration LASTING = Duration.ofSeconds(1);

    private static final int MOST_THAT_DO_NOT_LAST = 3;

    private final Supervisor<R> supervisor;

    private final Resources<R> resources;

    private final Trouble trouble;

    private final Alarm next;

    private @Nullable Attempt<R> underWay;

    /** Whether there are other credentials than those that the attempt, or the current resource, was begun with. */
    private boolean refreshWanted;

    private @Nullable Duration lastOpening;

    private long openedNanos;

    private int didNotLast;

    Attempts(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
        this.resources = supervisor.resources;
        this.trouble = supervisor.trouble;
        this.next = new Alarm(supervisor.runtime, supervisor.lock);
    }

    boolean isUnderWay() {
        return underWay != null;
    }

    boolean isUnderWay(Attempt<R> attempt) {
        return underWay == attempt;
    }

    /** Whether there is one, or will be. */
    boolean isToCome() {
        return underWay != null || next.isSet();
    }

    /** When the next one is due; {@code null} while one is under way, or if there is none. */
    @Nullable
    Instant nextDueAt() {
        return next.dueAt();
    }

    /** Since when one has been under way; {@code null} if there is none. */
    @Nullable
    Instant underWaySince() {
        return (underWay != null) ? supervisor.runtime.now().minus(age(underWay)) : null;
    }

    private Duration age(Attempt<R> attempt) {
        return Duration.ofNanos(supervisor.runtime.nanoTime() - attempt.startedNanos);
    }

    /** Starts one, which must not be under way. If that fails, it is an attempt that failed. */
    Attempt<R> start(Source<R> with) {
        next.clear();
        Attempt<R> started = new Attempt<>(supervisor, with, refreshWanted);
        refreshWanted = false;
        underWay = started;
        resources.began(started);
        try {
            started.start(patience(with));
        } catch (Throwable ex) {
            resources.ended(started);
            supervisor.outcomes.failed(started, null, ex, true);
        }
        return started;
    }

    /** Starts one after a pause. */
    void schedule(Duration pause) {
        Duration longer = Cadence.longer(pause, Cadence.pauseWhileHanging(resources.attempts()));
        next.set(
                Cadence.jittered(longer, supervisor.runtime.random()).plus(supervisor.runtime.untilTurn()),
                supervisor::startAttempt);
    }

    /** Replaces a resource that broke. */
    void reopen(Source<R> source) {
        boolean lasted = supervisor.runtime.nanoTime() - openedNanos >= LASTING.toNanos();
        didNotLast = lasted ? 0 : didNotLast + 1;
        if (underWay != null) {
            // It may have begun before the network went silent.
            underWay.giveUpAfter(patience(underWay.source));
        } else if (didNotLast <= MOST_THAT_DO_NOT_LAST) {
            start(source);
        } else {
            schedule(source.cadence().pauseAfter(didNotLast));
        }
    }

    private Duration patience(Source<R> with) {
        return (trouble.outage() == null)
                ? with.settings().connectTimeout()
                : with.cadence().patience(trouble.age(), lastOpening);
    }

    /** One has a resource, or has failed; {@code false} if it is not the one that is wanted. */
    boolean end(Attempt<R> by) {
        if (underWay != by) {
            return false;
        }
        underWay = null;
        return true;
    }

    /** The attempt that has ended succeeded. */
    Duration succeeded(Attempt<R> by) {
        openedNanos = supervisor.runtime.nanoTime();
        Duration took = age(by);
        lastOpening = took;
        return took;
    }

    /** The attempt that has ended failed. */
    void failed(Attempt<R> by) {
        refreshWanted |= by.refreshes;
    }

    /** Those who came before a reset may still be served by the one under way, if it ends soon. */
    void hasten() {
        if (underWay != null) {
            Duration left = SHORTLY.minus(age(underWay));
            if (left.isNegative()) {
                abandon("it was reset");
            } else {
                underWay.giveUpAfter(left);
            }
        }
    }

    void abandon(String reason) {
        Attempt<R> abandoned = underWay;
        underWay = null;
        if (abandoned != null) {
            refreshWanted |= abandoned.refreshes;
            abandoned.abandon(reason);
        }
    }

    void cancelNext() {
        next.clear();
    }

    /** Other credentials are known. */
    void wantRefresh() {
        refreshWanted = true;
    }

    boolean isRefreshWanted() {
        return refreshWanted;
    }

    /** Whatever is opened next is opened with the newest credentials anyway. */
    void forgetRefresh() {
        refreshWanted = false;
    }
}
