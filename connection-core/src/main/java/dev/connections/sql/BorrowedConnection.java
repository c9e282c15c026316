package dev.connections.sql;

import dev.connections.ConnectionException;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * A JDBC connection for one piece of work: that of the transaction on this thread, or else one of the pool's with the lease
 * that goes with it. Closing it twice does nothing.
 */
final class BorrowedConnection implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(BorrowedConnection.class);

    private final Connection jdbc;

    /** Of the pool; {@code null} in a transaction. */
    private final @Nullable Lease<DataSource> lease;

    private final DataSource transactional;

    private boolean closed;

    private BorrowedConnection(Connection jdbc, @Nullable Lease<DataSource> lease, DataSource transactional) {
        this.jdbc = jdbc;
        this.lease = lease;
        this.transactional = transactional;
    }

    /** The connection of the transaction on this thread. */
    static BorrowedConnection ofTransaction(DataSource transactional) throws SQLException {
        return new BorrowedConnection(DataSourceUtils.doGetConnection(transactional), null, transactional);
    }

    /**
     * A connection of the pool's.
     *
     * @throws ConnectionException if the pool cannot be leased
     */
    static BorrowedConnection ofPool(ManagedConnection<DataSource> pool, DataSource transactional) throws SQLException {
        Lease<DataSource> lease = pool.lease();
        try {
            return new BorrowedConnection(lease.resource().getConnection(), lease, transactional);
        } catch (Throwable ex) {
            lease.close();
            throw ex;
        }
    }

    Connection jdbc() {
        return jdbc;
    }

    boolean inTransaction() {
        return lease == null;
    }

    /** Ends the work well: a pool without autocommit would roll it back. */
    void commit() throws SQLException {
        if (lease != null && !jdbc.getAutoCommit()) {
            jdbc.commit();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (lease == null) {
                DataSourceUtils.doReleaseConnection(jdbc, transactional);
            } else {
                jdbc.close();
            }
        } catch (SQLException ex) {
            // The work is done; that its connection does not go back is the pool's affair.
            logger.debug("A JDBC connection did not close properly", ex);
        } finally {
            if (lease != null) {
                lease.close();
            }
        }
    }
}
