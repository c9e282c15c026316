package dev.connections.sql;

import dev.connections.ConnectionException;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** A JDBC connection out of a supervised pool, and the lease of the pool that goes with it. Given back once. */
final class PooledConnection implements BorrowedConnection {

    private static final Logger logger = LoggerFactory.getLogger(PooledConnection.class);

    private final Connection jdbc;

    private final Lease<DataSource> lease;

    /** Whether its session has been changed, so that nobody else must have it. */
    private volatile boolean retired;

    private PooledConnection(Connection jdbc, Lease<DataSource> lease) {
        this.jdbc = jdbc;
        this.lease = lease;
    }

    /**
     * Takes a connection. Nothing has been sent for a caller whose pool breaks while it is in the queue, however long: it waits for the
     * next pool, unless pools have been breaking for a while.
     *
     * @param retried whether what it is for is retried if its session has ended; if not, a session that was idle is tested first
     * @throws ConnectionException if the pool cannot be leased
     * @throws SQLException if no connection can be had within the pool's time-out
     */
    static PooledConnection take(ManagedConnection<DataSource> connection, boolean retried) throws SQLException {
        // both 0 for the first pool, so that a caller who need not wait asks no clock
        long queued = 0;
        long firstBroke = 0;
        for (; ; ) {
            Lease<DataSource> lease = connection.lease();
            try {
                if (!(lease.resource() instanceof GuardedPool pool)) {
                    return new PooledConnection(lease.resource().getConnection(), lease);
                }
                return new PooledConnection(pool.take((queued != 0) ? System.nanoTime() - queued : 0, retried), lease);
            } catch (BrokenPoolException ex) {
                // The next lease is of another pool, or fails with the reason.
                long half = ((GuardedPool) lease.resource()).connectionTimeout().toNanos() / 2;
                lease.closeAfterFailure();
                long now = System.nanoTime();
                firstBroke = (firstBroke != 0) ? firstBroke : now;
                if (now - firstBroke >= Math.max(half, StatementRetries.WITHIN)) {
                    throw ex.unavailable();
                }
                // at least half of the time-out is left for the next pool
                queued = Math.min(Math.max(now - ex.since(), 1), half);
            } catch (Throwable ex) {
                // a caller who found no free connection in time is no sign that the server responds
                lease.closeAfterFailure();
                throw ex;
            }
        }
    }

    @Override
    public Connection jdbc() {
        return jdbc;
    }

    @Override
    public boolean inTransaction() {
        return false;
    }

    /** A pool without autocommit would roll it back. */
    @Override
    public void commit() throws SQLException {
        if (!(lease.resource() instanceof GuardedPool pool && pool.autoCommits()) && !jdbc.getAutoCommit()) {
            jdbc.commit();
        }
    }

    /** Whether a failure means that the connection is broken; its pool is replaced then. */
    boolean isBrokenBy(Throwable failure) {
        return lease.resource() instanceof GuardedPool pool && pool.notice(failure);
    }

    /** A connection whose session was changed may be read-only because of that. */
    @Override
    public SQLException masked(SQLException failure) {
        if (!(lease.resource() instanceof GuardedPool pool)) {
            return failure;
        }
        if (!retired) {
            pool.leaveReadOnlyServer(jdbc, failure);
        }
        return pool.masked(failure);
    }

    @Override
    public DataAccessException masked(DataAccessException failure) {
        return (lease.resource() instanceof GuardedPool pool) ? pool.masked(failure) : failure;
    }

    /** Has the physical connection closed when it goes back, because its session has been changed. */
    void retire() {
        retired = true;
    }

    @Override
    public void close() {
        try {
            giveBack();
        } catch (SQLException ex) {
            logger.debug("A JDBC connection did not close properly", ex);
        }
    }

    /** Gives it back, and says if that fails. */
    void giveBack() throws SQLException {
        try {
            if (lease.resource() instanceof GuardedPool pool) {
                pool.giveBack(jdbc, retired);
            } else {
                jdbc.close();
            }
        } finally {
            lease.close();
        }
    }
}
