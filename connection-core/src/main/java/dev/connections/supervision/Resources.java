package dev.connections.supervision;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resources that are not yet closed: the one in use, and those that still drain. Closes each on a thread of its own,
 * so that one that hangs holds up nobody. Safe for use by several threads.
 */
final class Resources<R> {

    private static final Logger logger = LoggerFactory.getLogger(Resources.class);

    private final Supervisor<R> supervisor;

    private final Set<SharedResource<R>> notYetClosed = new HashSet<>();

    private final Set<Attempt<R>> running = new HashSet<>();

    Resources(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
    }

    synchronized void add(SharedResource<R> shared) {
        notYetClosed.add(shared);
    }

    synchronized void began(Attempt<R> attempt) {
        running.add(attempt);
    }

    synchronized void ended(Attempt<R> attempt) {
        running.remove(attempt);
        notifyAll();
    }

    /** Closes a resource that nobody uses any more. */
    void dispose(SharedResource<R> shared) {
        supervisor.startThread("close", () -> {
            try {
                shared.factory().close(shared.resource());
            } catch (Throwable ex) {
                logger.warn("The resource of connection '{}' did not close properly", supervisor.name, ex);
            }
            synchronized (this) {
                notYetClosed.remove(shared);
                notifyAll();
            }
        });
    }

    /** Closes all under their users' hands but one. */
    void disposeAllBut(SharedResource<R> spared) {
        List<SharedResource<R>> all;
        synchronized (this) {
            all = List.copyOf(notYetClosed);
        }
        for (SharedResource<R> shared : all) {
            if (shared != spared) {
                shared.disposeNow();
            }
        }
    }

    /** Waits until all are closed: first for their users, then without regard to them. */
    void close(Duration timeout) {
        if (awaitAllClosed(timeout)) {
            return;
        }
        logger.warn("Connection '{}' is still in use {} after it was closed", supervisor.name, timeout);
        disposeAllBut(null);
        if (!awaitAllClosed(timeout)) {
            logger.warn("Connection '{}' did not close within {}; it is left alone", supervisor.name, timeout);
        }
    }

    private synchronized boolean awaitAllClosed(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!notYetClosed.isEmpty() || !running.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
