package dev.connections.sql.pool;

import dev.connections.sql.driver.UncachedValidation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at idle connections of a pool, for health checks and for lookups of lost calls. There is one look at a time: a second one
 * would not find the connection, and make the pool open another. Thread-safe.
 */
final class IdleConnectionProbe {

    private static final int VALIDATION_SECONDS = 1;

    /** How long a health check waits for a lookup. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final FailFastPool pool;

    private final HealthCheckSession healthCheckSession;

    private final UnresponsiveSessions silent;

    private final ReentrantLock looking = new ReentrantLock();

    private volatile boolean asking;

    /**
     * @param healthCheckSession what is lent while no connection is idle
     * @param silent the sessions of the pool that do not respond any more
     */
    IdleConnectionProbe(FailFastPool pool, HealthCheckSession healthCheckSession, UnresponsiveSessions silent) {
        this.pool = pool;
        this.healthCheckSession = healthCheckSession;
        this.silent = silent;
    }

    /** Whether a health check waits for the response of an idle connection. */
    boolean isAsking() {
        return asking;
    }

    /** Whether an idle connection responds; {@code null} if none is idle, or a lookup uses it for long. */
    @Nullable
    Boolean responds() throws SQLException {
        boolean first = false;
        try {
            first = looking.tryLock(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
            if (!first) {
                return null;
            }
            asking = true;
            return pool.useIdle(true, this::responds);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return null;
        } catch (SQLTransientConnectionException ex) {
            // It was taken, or closed, in between. That the pool has broken is no evidence against calls on its other
            // connections.
            return null;
        } finally {
            if (first) {
                asking = false;
                looking.unlock();
            }
        }
    }

    private boolean responds(Connection idle) throws SQLException {
        long begun = System.nanoTime();
        if (UncachedValidation.answers(idle, VALIDATION_SECONDS)) {
            healthCheckSession.progress();
            return true;
        }
        silent.validationFailed(begun);
        pool.evict(idle);
        return false;
    }

    /**
     * Lends an idle connection, or else the session for checks, for queries that take no longer than a validation. Returns
     * {@code false} if there is none yet, or a health check uses it, or waits for it.
     */
    boolean lend(LostCallMonitor.LookupSession.Use use) throws SQLException {
        // a health check does not wait for two lookups
        if (looking.hasQueuedThreads() || !looking.tryLock()) {
            return false;
        }
        try {
            Boolean lent = pool.useIdle(false, idle -> {
                // the pool restores it
                idle.setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(VALIDATION_SECONDS));
                use.of(idle);
                return true;
            });
            return (lent != null) || healthCheckSession.lend(use);
        } finally {
            looking.unlock();
        }
    }
}
