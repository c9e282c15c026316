package dev.connections.sql;

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
final class WatchedStatement {

    enum Reason {
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

    private final Statement statement;

    private final Thread thread;

    private final long started;

    /** In nanoseconds; 0 without limit. */
    private final long timeout;

    private volatile int phase;

    private volatile @Nullable Reason reason;

    private long cancelledLast;

    /** Where the watch keeps it. */
    int slot;

    WatchedStatement(Statement statement, Thread thread, long timeout) {
        this.statement = statement;
        this.thread = thread;
        this.timeout = timeout;
        this.started = System.nanoTime();
    }

    Thread thread() {
        return thread;
    }

    /** Why it has to be cancelled now, if it has. Called by the watch's thread only. */
    @Nullable
    Reason due(long now, long shortest, long between) {
        long age = now - started;
        if (age < shortest || phase != RUNNING) {
            return null;
        }
        Reason due = reason;
        if (due != null) {
            return (now - cancelledLast >= between) ? due : null;
        }
        if (timeout != 0 && age >= timeout) {
            return Reason.TIMEOUT;
        }
        return thread.isInterrupted() ? Reason.INTERRUPT : null;
    }

    /** Whether the caller is to {@link #cancel} it. Called by the watch's thread only. */
    boolean startCancelling(Reason due, long now) {
        if (!PHASE.compareAndSet(this, RUNNING, CANCELLING)) {
            return false;
        }
        reason = due;
        cancelledLast = now;
        return true;
    }

    /** Asks the server. May block as long as the driver's own time-outs allow. */
    void cancel() {
        try {
            statement.cancel();
        } catch (SQLException | RuntimeException ex) {
            logger.debug("A statement could not be cancelled", ex);
        } finally {
            synchronized (this) {
                PHASE.compareAndSet(this, CANCELLING, RUNNING);
                notifyAll();
            }
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
