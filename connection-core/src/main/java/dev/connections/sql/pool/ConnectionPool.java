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
     * Takes a connection, to be given back by {@link #giveBack(Connection, boolean)}.
     *
     * @param since when the caller came, by {@link System#nanoTime}; 0 for just now, so that who need not wait asks no clock
     * @param retried whether what the connection is for is retried if its session has ended
     * @throws BrokenPoolException if the pool is broken, or breaks meanwhile
     * @throws SQLTransientConnectionException if none gets free in time
     */
    Connection take(long since, boolean retried) throws SQLException;

    /**
     * Gives a connection back, or closes it if the pool is broken. A login's connection cannot be replaced, and is kept.
     *
     * @param retired whether to close it, because its session has been changed
     */
    void giveBack(Connection connection, boolean retired) throws SQLException;

    /** How long a caller may wait for a connection. */
    Duration connectionTimeout();

    /** Whether autocommit is on for its connections by default. */
    boolean autoCommits();

    /** Looks whether a failure means that the pool is broken. */
    boolean notice(Throwable failure);

    /**
     * Replaces all connections if a failure means that the server of one takes no writes any more. Connections in use are replaced
     * when they are given back.
     *
     * @param failed the connection, which may be read-only by the caller's own doing
     */
    void replaceReadOnlyConnections(Connection failed, SQLException failure);

    /** The failure of a statement without the configured secrets. */
    SQLException masked(SQLException failure);

    /** The same for what was made of it. */
    DataAccessException masked(DataAccessException failure);

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

        @Override
        public boolean notice(Throwable failure) {
            return false;
        }

        @Override
        public void replaceReadOnlyConnections(Connection failed, SQLException failure) {}

        @Override
        public SQLException masked(SQLException failure) {
            return failure;
        }

        @Override
        public DataAccessException masked(DataAccessException failure) {
            return failure;
        }
    }
}
