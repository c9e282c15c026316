package dev.connections.sql.datasource;

import dev.connections.ConnectionException;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import dev.connections.login.LoginRequiredException;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.observation.SqlObservations;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data source of a supervised connection. Its identity does not change when the pool is replaced. Each JDBC
 * connection holds a lease of the pool, so a replaced pool is closed after the last of them. Thread-safe.
 */
public final class SupervisedDataSource implements DataSource {

    /** SQL state of a failed attempt to connect (SQL:2023, class 08, subclass 001). */
    private static final String UNABLE_TO_CONNECT = "08001";

    private final ManagedConnection<DataSource> connection;

    private final SqlDialect dialect;

    private final WriteTracker writes;

    private final SqlObservations observations;

    private volatile boolean momentsInUtc;

    private volatile BooleanSupplier refusing = () -> false;

    /** @param connection the supervised pool */
    SupervisedDataSource(ManagedConnection<DataSource> connection, SqlDialect dialect) {
        this(connection, dialect, SqlObservations.none());
    }

    /**
     * @param connection the supervised pool
     * @param observations observes commits and rollbacks
     */
    public SupervisedDataSource(
            ManagedConnection<DataSource> connection, SqlDialect dialect, SqlObservations observations) {
        this.observations = observations;
        this.connection = connection;
        this.dialect = dialect;
        this.writes = new WriteTracker(connection.cache(), dialect);
    }

    /** Finds the one that libraries may have wrapped; opens nothing. */
    public static @Nullable SupervisedDataSource under(@Nullable DataSource dataSource) {
        try {
            return (dataSource != null && dataSource.isWrapperFor(SupervisedDataSource.class))
                    ? dataSource.unwrap(SupervisedDataSource.class)
                    : null;
        } catch (SQLException ex) {
            return null;
        }
    }

    /** Returns the dialect as the JDBC URL tells it. */
    public SqlDialect dialect() {
        return dialect;
    }

    /** Returns whether Spring Data stores moments in UTC, as the handle does. */
    public boolean storesMomentsInUtc() {
        return momentsInUtc;
    }

    void storeMomentsInUtc() {
        momentsInUtc = true;
    }

    /**
     * Opens nothing while the condition holds. A bean post-processor that opens a connection would delay the start of
     * the application by as long as the database does not respond.
     */
    void rejectWhile(BooleanSupplier condition) {
        refusing = condition;
    }

    private void checkNotRejecting() throws SQLException {
        if (refusing.getAsBoolean()) {
            throw new SQLTransientConnectionException(
                    "Connection '" + connection.name() + "' is not opened while the bean of its data source is created",
                    UNABLE_TO_CONNECT);
        }
    }

    /**
     * Borrows a JDBC connection from the pool.
     *
     * @throws SQLTransientConnectionException if the connection is unavailable at the moment, or the pool exhausted
     * @throws SQLNonTransientConnectionException if the connection is closed, or its credentials are refused
     * @throws LoginRequiredException if each user has one, and the user of the thread is not logged in
     */
    @Override
    public Connection getConnection() throws SQLException {
        checkNotRejecting();
        try {
            return LeasedConnection.of(PooledConnection.take(connection, false), writes, observations);
        } catch (ConnectionException ex) {
            throw unavailable(ex);
        }
    }

    private Lease<DataSource> lease() throws SQLException {
        try {
            return connection.lease();
        } catch (ConnectionException ex) {
            throw unavailable(ex);
        }
    }

    /** That a user has to log in is thrown as it is, through whatever asks for a connection. */
    private static SQLException unavailable(ConnectionException ex) {
        if (ex instanceof LoginRequiredException) {
            throw ex;
        }
        return (ex instanceof ConnectionUnavailableException)
                ? new SQLTransientConnectionException(ex.getMessage(), UNABLE_TO_CONNECT, ex)
                : new SQLNonTransientConnectionException(ex.getMessage(), UNABLE_TO_CONNECT, ex);
    }

    /** Always fails: the credentials are those of the connection's configuration. */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "Connection '" + connection.name() + "' always connects with the credentials it is configured with");
    }

    /**
     * Returns whether {@link #unwrap} would give that type. Never opens the connection: as long as it is not open,
     * there is nothing underneath.
     */
    @Override
    public boolean isWrapperFor(Class<?> iface) throws SQLException {
        if (iface.isInstance(this)) {
            return true;
        }
        ConnectionState state = connection.state();
        if (state != ConnectionState.UP && state != ConnectionState.DEGRADED) {
            return false;
        }
        try (Lease<DataSource> lease = lease()) {
            return iface.isInstance(lease.resource()) || lease.resource().isWrapperFor(iface);
        }
    }

    /** This, or the pool underneath, which is opened if need be and replaced when the connection is: do not keep it. */
    @Override
    public <T> T unwrap(Class<T> iface) throws SQLException {
        if (iface.isInstance(this)) {
            return iface.cast(this);
        }
        checkNotRejecting();
        try (Lease<DataSource> lease = lease()) {
            DataSource pool = lease.resource();
            return iface.isInstance(pool) ? iface.cast(pool) : pool.unwrap(iface);
        }
    }

    /** Returns {@code null}: this data source logs through SLF4J. */
    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("There is no log writer");
    }

    /** Not supported. */
    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("There is no log writer");
    }

    /** Not supported: the connection's configuration bounds the wait. */
    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("Set connections." + connection.name() + ".connect-timeout instead");
    }

    /** 0: the connection's configuration bounds the wait. */
    @Override
    public int getLoginTimeout() {
        return 0;
    }

    /** Not supported. */
    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("There is no parent logger");
    }

    @Override
    public String toString() {
        return "SupervisedDataSource[" + connection.name() + "]";
    }
}
