package dev.connections.sql.datasource;

import dev.connections.ConnectionException;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import dev.connections.sql.pool.BrokenPoolException;
import dev.connections.sql.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** A JDBC connection of a supervised pool, with the lease of the pool. Closed once. */
public final class PooledConnection implements BorrowedConnection {

    private static final Logger logger = LoggerFactory.getLogger(PooledConnection.class);

    /** How long after a call began it may still be retried, in nanoseconds. Afterwards its failure is reported. */
    public static final long RETRY_WINDOW = TimeUnit.SECONDS.toNanos(2);

    private final Connection jdbc;

    private final ConnectionPool pool;

    private final Lease<DataSource> lease;

    /** Whether its session has been changed, so that no other caller may use it. */
    private volatile boolean retired;

    private PooledConnection(Connection jdbc, ConnectionPool pool, Lease<DataSource> lease) {
        this.jdbc = jdbc;
        this.pool = pool;
        this.lease = lease;
    }

    /**
     * Borrows a connection. Nothing has been sent for a caller whose pool breaks while it is in the queue, however
     * long: it waits for the next pool, unless pools have been breaking for a while.
     *
     * @param retried whether what it is for is retried if its session has ended; if not, a session that was idle is
     *     tested first
     * @throws ConnectionException if the pool cannot be leased
     * @throws SQLException if no connection can be had within the pool's time-out
     */
    public static PooledConnection take(ManagedConnection<DataSource> connection, boolean retried) throws SQLException {
        // both 0 for the first pool, so that a caller who need not wait asks no clock
        long queued = 0;
        long firstBroke = 0;
        for (; ; ) {
            Lease<DataSource> lease = connection.lease();
            ConnectionPool pool = ConnectionPool.of(lease.resource());
            try {
                return new PooledConnection(
                        pool.take((queued != 0) ? System.nanoTime() - queued : 0, retried), pool, lease);
            } catch (BrokenPoolException ex) {
                // The next lease is of another pool, or fails with the reason.
                long half = pool.connectionTimeout().toNanos() / 2;
                lease.closeAfterFailure();
                long now = System.nanoTime();
                firstBroke = (firstBroke != 0) ? firstBroke : now;
                if (now - firstBroke >= Math.max(half, RETRY_WINDOW)) {
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
        if (!pool.autoCommits() && !jdbc.getAutoCommit()) {
            jdbc.commit();
        }
    }

    @Override
    public void notice(SQLException failure) {
        pool.notice(failure);
    }

    /** Returns a connection whose session was changed may be read-only because of that. */
    @Override
    public SQLException masked(SQLException failure) {
        if (!retired) {
            pool.replaceReadOnlyConnections(jdbc, failure);
        }
        return pool.masked(failure);
    }

    @Override
    public DataAccessException masked(DataAccessException failure) {
        return pool.masked(failure);
    }

    @Override
    public void retire() {
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
            pool.giveBack(jdbc, retired);
        } finally {
            lease.close();
        }
    }
}
