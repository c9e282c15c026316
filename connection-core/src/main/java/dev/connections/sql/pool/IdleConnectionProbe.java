package dev.connections.sql.pool;

import dev.connections.sql.driver.UncachedValidation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Validates and lends idle connections of a pool, for health checks and for lookups of lost calls. There is one probe
 * at a time: a second one would find no idle connection and make the pool open another. Thread-safe.
 */
final class IdleConnectionProbe {

    private static final int VALIDATION_SECONDS = 1;

    /** How long a health check waits for a lookup. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final FailFastPool pool;

    private final HealthCheckSession healthCheckSession;

    private final UnresponsiveSessions unresponsive;

    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean probing;

    /**
     * @param healthCheckSession lent while no connection is idle
     * @param unresponsive records failed validations
     */
    IdleConnectionProbe(FailFastPool pool, HealthCheckSession healthCheckSession, UnresponsiveSessions unresponsive) {
        this.pool = pool;
        this.healthCheckSession = healthCheckSession;
        this.unresponsive = unresponsive;
    }

    /** Returns whether a health check waits for the response of an idle connection. */
    boolean isProbing() {
        return probing;
    }

    /** Returns whether an idle connection responds; {@code null} if none is idle, or a lookup uses it for long. */
    @Nullable
    Boolean responds() throws SQLException {
        boolean locked = false;
        try {
            locked = lock.tryLock(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
            if (!locked) {
                return null;
            }
            probing = true;
            return pool.useIdle(true, this::responds);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return null;
        } catch (SQLTransientConnectionException ex) {
            // It was taken, or closed, in between. That the pool has broken is no evidence against calls on its other
            // connections.
            return null;
        } finally {
            if (locked) {
                probing = false;
                lock.unlock();
            }
        }
    }

    private boolean responds(Connection idle) throws SQLException {
        long begun = System.nanoTime();
        if (UncachedValidation.isValidNow(idle, VALIDATION_SECONDS)) {
            healthCheckSession.progress();
            return true;
        }
        unresponsive.validationFailed(begun);
        pool.evict(idle);
        return false;
    }

    /**
     * Lends an idle connection, or else the session for checks, for queries that take no longer than a validation.
     * Returns {@code false} if there is none yet, or a health check uses it, or waits for it.
     */
    boolean lend(LostCallMonitor.LookupSession.Use use) throws SQLException {
        // a health check does not wait for two lookups
        if (lock.hasQueuedThreads() || !lock.tryLock()) {
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
            lock.unlock();
        }
    }
}
