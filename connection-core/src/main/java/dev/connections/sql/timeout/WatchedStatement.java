package dev.connections.sql.timeout;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A statement that runs, and may have to be cancelled.
 *
 * <p>It is {@code RUNNING} until it is {@code FINISHED}; in between it may be {@code CANCELLING}, more than once, as a
 * driver ignores a request that comes before the statement has reached the server. Only the watch's threads move it to
 * {@code CANCELLING} and back, only the thread that runs it finishes it, and it waits for a cancellation under way: a
 * request that arrived later would hit the next statement on the same connection.
 */
public class WatchedStatement {

    public enum Reason {
        TIMEOUT,
        INTERRUPT
    }

    private static final Logger logger = LoggerFactory.getLogger(WatchedStatement.class);

    private static final int RUNNING = 0;
    private static final int CANCELLING = 1;
    private static final int FINISHED = 2;

    /** How long to wait for a cancellation that hangs, on a network gone silent for example. */
    private static final long MAX_WAIT_FOR_CANCELLATION = TimeUnit.SECONDS.toNanos(5);

    private static final AtomicIntegerFieldUpdater<WatchedStatement> PHASE =
            AtomicIntegerFieldUpdater.newUpdater(WatchedStatement.class, "phase");

    /** A driver ignores a request that comes before the statement. */
    private static final long BEFORE_CANCELLATION = TimeUnit.MILLISECONDS.toNanos(10);

    /** It may have missed the first request; but each can cost it a connection. */
    private static final long BETWEEN_CANCELLATIONS = TimeUnit.MILLISECONDS.toNanos(250);

    private final @Nullable Statement statement;

    private final Thread thread;

    /** By {@link System#nanoTime()}; 0 without limit. */
    private long deadline;

    /** 0 until the watch has seen it for the first time. */
    private long notBefore;

    private volatile int phase;

    private volatile @Nullable Reason reason;

    /** Where the watch keeps it. */
    int slot;

    /**
     * @param statement the statement; {@code null} for other work
     * @param timeout in nanoseconds; 0 without limit
     */
    WatchedStatement(@Nullable Statement statement, Thread thread, long timeout) {
        this.statement = statement;
        this.thread = thread;
        // the clock is not read needlessly: most statements have ended before anybody looks
        this.deadline = (timeout != 0) ? time(System.nanoTime() + timeout) : 0;
    }

    /** 0 means something else. */
    private static long time(long nanoTime) {
        return (nanoTime != 0) ? nanoTime : 1;
    }

    /** Gives it more time. Called by the watch's thread only. */
    final void postpone(long nanos) {
        if (deadline != 0) {
            deadline = time(deadline + nanos);
        }
    }

    /** Returns the reason to cancel it now, or {@code null}. Called by the watchdog's thread only. */
    @Nullable
    Reason due(long now) {
        return due(now, thread);
    }

    /** @param waiting the thread that waits for the server */
    final @Nullable Reason due(long now, Thread waiting) {
        if (notBefore == 0) {
            notBefore = time(now + BEFORE_CANCELLATION);
        }
        if (now - notBefore < 0 || phase != RUNNING) {
            return null;
        }
        Reason due = reason;
        if (due != null) {
            return due;
        }
        if (deadline != 0 && now - deadline >= 0) {
            return Reason.TIMEOUT;
        }
        return waiting.isInterrupted() ? Reason.INTERRUPT : null;
    }

    /** Returns whether the caller is to {@link #cancel} it. Called by the watch's thread only. */
    boolean startCancelling(Reason due, long now) {
        if (!PHASE.compareAndSet(this, RUNNING, CANCELLING)) {
            return false;
        }
        reason = due;
        notBefore = time(now + BETWEEN_CANCELLATIONS);
        return true;
    }

    /** Returns the reason of its cancellation, or {@code null} if it was not cancelled. */
    public @Nullable Reason reason() {
        return reason;
    }

    /** Asks the server. May block as long as the driver's own time-outs allow. */
    void cancel() {
        try {
            requestCancellation(statement);
        } catch (SQLException | RuntimeException ex) {
            logger.debug("A statement could not be cancelled", ex);
        } finally {
            synchronized (this) {
                PHASE.compareAndSet(this, CANCELLING, RUNNING);
                notifyAll();
            }
        }
    }

    void requestCancellation(@Nullable Statement running) throws SQLException {
        if (running != null) {
            running.cancel();
        }
    }

    /** Ends it, and tells why it was cancelled, if it was. */
    @Nullable
    Reason finish() {
        if (!PHASE.compareAndSet(this, RUNNING, FINISHED)) {
            awaitCancellation();
        }
        return reason;
    }

    private synchronized void awaitCancellation() {
        long deadline = System.nanoTime() + MAX_WAIT_FOR_CANCELLATION;
        boolean interrupted = false;
        while (!PHASE.compareAndSet(this, RUNNING, FINISHED)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException ex) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
