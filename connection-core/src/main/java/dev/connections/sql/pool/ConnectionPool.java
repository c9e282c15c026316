package dev.connections.sql.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;

/**
 * A pool that tracks the state of its connections. Keeps {@code sql.datasource} independent of HikariCP. Thread-safe.
 */
public interface ConnectionPool {

    /** Returns the data source itself if it is such a pool, or else one that only opens and closes connections. */
    static ConnectionPool of(DataSource dataSource) {
        return (dataSource instanceof ConnectionPool pool) ? pool : new Plain(dataSource);
    }

    /**
     * Borrows a connection, which is returned by {@link #giveBack(Connection, boolean)}.
     *
     * @param since when the call arrived, by {@link System#nanoTime}; 0 for now, so that no clock is read unless the
     *     call waits
     * @param retried whether what the connection is for is retried if its session has ended
     * @throws BrokenPoolException if the pool is broken, or breaks meanwhile
     * @throws SQLTransientConnectionException if none becomes free in time
     */
    Connection take(long since, boolean retried) throws SQLException;

    /**
     * Returns a connection to the pool, or closes it if the pool is broken. A login's connection cannot be replaced,
     * and is kept.
     *
     * @param retired whether to close it, because its session has been changed
     */
    void giveBack(Connection connection, boolean retired) throws SQLException;

    /** Returns the maximum time that a caller waits for a connection. */
    Duration connectionTimeout();

    /** Returns whether autocommit is on for its connections by default. */
    boolean autoCommits();

    /** Marks the pool as broken if a failure means that. Returns whether it does. */
    default boolean notice(Throwable failure) {
        return false;
    }

    /**
     * Replaces all connections if a failure means that the server has become read-only. Connections in use are
     * replaced when they are returned.
     *
     * @param failed the connection, which the caller may have set to read-only
     */
    default void replaceReadOnlyConnections(Connection failed, SQLException failure) {}

    /** Returns the failure of a statement with the configured secrets masked. */
    default SQLException masked(SQLException failure) {
        return failure;
    }

    /** Returns a translated failure with the configured secrets masked. */
    default DataAccessException masked(DataAccessException failure) {
        return failure;
    }

    /** Connections of any other data source. */
    record Plain(DataSource dataSource) implements ConnectionPool {

        @Override
        public Connection take(long since, boolean retried) throws SQLException {
            return dataSource.getConnection();
        }

        @Override
        public void giveBack(Connection connection, boolean retired) throws SQLException {
            connection.close();
        }

        @Override
        public Duration connectionTimeout() {
            return Duration.ZERO;
        }

        @Override
        public boolean autoCommits() {
            return false;
        }
    }
}
