package dev.connections.sql;

import dev.connections.ConnectionException;
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
 * that goes with it. Closed once. Each query has one, so it is kept small.
 */
final class BorrowedConnection implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(BorrowedConnection.class);

    private final Connection jdbc;

    /** Of the pool; {@code null} in a transaction. */
    private final @Nullable PooledConnection pooled;

    private final DataSource transactional;

    private BorrowedConnection(Connection jdbc, @Nullable PooledConnection pooled, DataSource transactional) {
        this.jdbc = jdbc;
        this.pooled = pooled;
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
        PooledConnection pooled = PooledConnection.take(pool);
        return new BorrowedConnection(pooled.jdbc(), pooled, transactional);
    }

    Connection jdbc() {
        return jdbc;
    }

    boolean inTransaction() {
        return pooled == null;
    }

    /** Ends the work well: a pool without autocommit would roll it back. */
    void commit() throws SQLException {
        if (pooled != null && !jdbc.getAutoCommit()) {
            jdbc.commit();
        }
    }

    @Override
    public void close() {
        try {
            if (pooled == null) {
                DataSourceUtils.doReleaseConnection(jdbc, transactional);
            } else {
                pooled.close();
            }
        } catch (SQLException ex) {
            // The work is done; that its connection does not go back is the pool's affair.
            logger.debug("A JDBC connection did not close properly", ex);
        }
    }
}
