package dev.connections.sql.pool;

import dev.connections.ConnectionName;
import dev.connections.DurationText;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.SecretMask;
import dev.connections.sql.dialect.PostgresDriver;
import dev.connections.sql.dialect.ReadOnlyMode;
import dev.connections.sql.dialect.SnowflakeDriver;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.AttachedClient;
import dev.connections.sql.driver.ConnectExceptionTranslator;
import dev.connections.sql.driver.DriverDefaults;
import dev.connections.sql.driver.DriverLogin;
import dev.connections.sql.driver.DriverSecrets;
import dev.connections.sql.driver.KeepAliveSocketFactory;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.driver.StatementCustomizer;
import dev.connections.sql.driver.ThrottledValidationConnection;
import dev.connections.sql.driver.TlsFiles;
import dev.connections.sql.errors.AuthenticationFailures;
import dev.connections.sql.mapping.SessionZone;
import dev.connections.sql.timeout.StatementWatchdog;
import dev.connections.sql.timeout.WatchedLogin;
import dev.connections.sql.timeout.WatchedStatement;
import dev.connections.sql.url.SqlTarget;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Opens the physical connections of a pool. The pool never sees credentials, and each physical connection is set up
 * before it is used. Thread-safe.
 */
final class PhysicalDataSource extends AbstractDataSource implements AttachedClient.Account, AutoCloseable {

    /** SQL state of a failed attempt to connect (SQL:2023, class 08, subclass 001). */
    private static final String UNABLE_TO_CONNECT = "08001";

    private static final long PAUSE_MILLIS = 100;

    private static final long LONGEST_CANCEL_MILLIS = 1_000;

    private final Driver driver;

    private final SqlTarget target;

    private final SqlSettings settings;

    private final Credentials credentials;

    private final @Nullable TlsFiles tls;

    private final DriverLogin login;

    private final StatementCustomizer statements;

    private final @Nullable AttachedClient companion;

    private volatile SecretMask mask;

    /** Connections opened in advance. */
    private final Queue<Connection> prepared = new ConcurrentLinkedQueue<>();

    /** The connections of a login, which cannot be reopened. */
    private final Queue<Connection> loginConnections = new ConcurrentLinkedQueue<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile @Nullable FailFastPool attachedPool;

    private volatile long lastOpened;

    /** The open connections to a server. */
    private final Map<Connection, ServerSession> sessions = new ConcurrentHashMap<>();

    /**
     * @param tls the TLS files of the driver; closed with this object
     * @param login turns the credentials into properties of the driver
     * @param statements customizes each statement of Snowflake's driver
     */
    PhysicalDataSource(
            Driver driver,
            SqlTarget target,
            SqlSettings settings,
            Credentials credentials,
            @Nullable TlsFiles tls,
            DriverLogin login,
            StatementCustomizer statements) {
        this.tls = tls;
        this.login = login;
        this.statements = statements;
        this.driver = driver;
        this.target = target;
        this.settings = settings;
        this.credentials = credentials;
        this.companion = login.companion(this);
        this.mask = DriverSecrets.mask(target, settings, credentials, tls);
    }

    /** Returns the native client beside the pool, or {@code null}. */
    @Nullable
    AttachedClient companion() {
        return companion;
    }

    /**
     * Opens a connection now, for the first caller. With one-time credentials it opens all connections of the pool.
     */
    void openFirst() throws SQLException {
        int needed = credentials.isForOneOpening() ? settings.pool().maximumSize() : 1;
        for (int i = 0; i < needed; i++) {
            Connection connection = open();
            prepared.add(connection);
            if (!canReconnect()) {
                loginConnections.add(connection);
            }
        }
        if (companion != null && !canReconnect()) {
            companion.open();
        }
        if (!canReconnect()) {
            // the secret of a login leaves the memory once its connections are open
            mask = SecretMask.NONE;
        }
    }

    /** Returns whether more connections can be opened than have been. */
    @Override
    public boolean canReconnect() {
        return !credentials.isForOneOpening();
    }

    /** Returns the time after which a login counts as failed although its driver has not closed it. */
    Duration maxLoginTime() {
        return settings.loginTimeout().multipliedBy(2);
    }

    /** Sets the pool that uses this data source. */
    void attach(FailFastPool pool) {
        attachedPool = pool;
    }

    /**
     * Opens a connection. Retries at a fixed interval until the pool is broken or closed: HikariCP would retry with
     * growing pauses, and has no setting for that.
     */
    @Override
    public Connection getConnection() throws SQLException {
        if (!canReconnect()) {
            return pollPrepared();
        }
        for (; ; ) {
            try {
                return openForPool();
            } catch (SQLException ex) {
                FailFastPool pool = attachedPool;
                if (pool == null || closed.getCount() == 0) {
                    throw ex;
                }
                if (AuthenticationFailures.isCauseOf(ex, target.dialect(), credentials.secret() != null)) {
                    pool.markBroken();
                } else {
                    pool.connectFailed();
                }
                if (pool.isBroken()) {
                    throw ex;
                }
                pause(ex);
            }
        }
    }

    /** Returns a connection of a login. A lost one cannot be reopened, as the credentials are gone. */
    private Connection pollPrepared() throws SQLException {
        Connection connection = prepared.poll();
        if (connection != null) {
            return connection;
        }
        FailFastPool pool = attachedPool;
        if (pool != null) {
            pool.markBroken();
        }
        throw new SQLNonTransientConnectionException("A connection of a login to " + target + " is not opened again");
    }

    private Connection openForPool() throws SQLException {
        Connection first = prepared.poll();
        Connection connection = (first != null) ? first : open();
        if (closed.getCount() == 0) {
            // the pool that asked has given up meanwhile and would forget to close it
            connection.close();
            throw new SQLException("The pool of " + target + " is closed");
        }
        return connection;
    }

    private void pause(SQLException failure) throws SQLException {
        try {
            closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The credentials of a connection are its own");
    }

    /** In seconds; the pool waits as long for an opening in progress when it closes. */
    @Override
    public int getLoginTimeout() {
        return (int) Math.max(settings.loginTimeout().toSeconds(), 1);
    }

    /** Ignored: the settings define it. */
    @Override
    public void setLoginTimeout(int seconds) {}

    /**
     * Cancels the running statements of a login. PostgreSQL notices a closed socket only when it sends a response, and
     * counts the session until then. Waits at most 1 s, as the server may not respond.
     */
    void cancelCalls() {
        if (loginConnections.isEmpty() || target.dialect() != SqlDialect.POSTGRESQL) {
            return;
        }
        Thread thread = new Thread(null, this::cancelEach, "connection-cancel", 0, false);
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(LONGEST_CANCEL_MILLIS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancelEach() {
        for (Connection connection : loginConnections) {
            try {
                PostgresDriver.cancel(connection);
            } catch (SQLException ex) {
                // what runs ends by itself some time
            }
        }
    }

    /**
     * Closes the sockets, which ends calls at once that wait for a response. To abort a connection MariaDB's driver
     * asks the server first, which may not respond either.
     */
    void closeSockets() {
        sessions.values().forEach(ServerSession::closeSocket);
    }

    @Override
    public void close() throws SQLException {
        closed.countDown();
        loginConnections.clear();
        if (companion != null) {
            companion.close(true);
        }
        try (TlsFiles files = tls) {
            closeUnused();
        } catch (IOException ex) {
            throw new SQLException("Temporary files of " + target + " could not be deleted", ex);
        }
    }

    private void closeUnused() throws SQLException {
        @Nullable Connection unused = prepared.poll();
        if (unused != null) {
            try (Connection closed = unused) {
                closeUnused();
            }
        }
    }

    /** Returns whether there are sessions of a server: not with an embedded database. */
    boolean hasSessions() {
        return !sessions.isEmpty();
    }

    /** Returns the session of a connection as the pool holds it; {@code null} if it is not that of a server. */
    @Nullable
    ServerSession session(Connection connection) {
        return sessions.get(connection);
    }

    /** Returns whether a login has succeeded within the given time, in nanoseconds. */
    boolean openedWithin(long nanos) {
        return System.nanoTime() - lastOpened < nanos;
    }

    /** Returns the open sessions of a server. */
    Collection<ServerSession> sessions() {
        return sessions.values();
    }

    /** Records that a connection is idle from now on. */
    void markIdle(Connection connection, long now) {
        ServerSession session = sessions.get(connection);
        if (session != null) {
            session.markIdle(now);
        }
    }

    /** Returns the mask of the secrets that must not appear in messages of the driver. */
    SecretMask mask() {
        return mask;
    }

    /** Opens a connection outside of the pool. Failures contain no secrets, because the pool and others log them. */
    Connection open() throws SQLException {
        try {
            return openUnmasked();
        } catch (SQLException ex) {
            throw mask.clean(ex, SQLException.class);
        } catch (RuntimeException ex) {
            throw (RuntimeException) mask.clean(ex);
        }
    }

    private Connection openUnmasked() throws SQLException {
        sessions.keySet().removeIf(PhysicalDataSource::isClosed);
        long begun = System.nanoTime();
        Properties properties = new Properties();
        properties.putAll(properties());
        WatchedLogin login = StatementWatchdog.SHARED.watchLogin(settings.loginTimeout());
        @Nullable Connection connection = null;
        AtomicReference<@Nullable Backend> backend = new AtomicReference<>();
        @Nullable SQLException failure = null;
        WatchedStatement.@Nullable Reason aborted;
        try {
            connection = KeepAliveSocketFactory.<@Nullable Connection>collecting(login, () -> {
                Connection opened = driver.connect(target.jdbcUrl(), properties);
                if (opened != null && canReconnect() && login.socket() != null) {
                    backend.set(Backend.of(opened, target.dialect()));
                }
                return opened;
            });
        } catch (SQLException ex) {
            failure = ex;
        } finally {
            aborted = StatementWatchdog.SHARED.release(login);
            if (connection == null) {
                login.failed();
            }
        }
        if (failure != null) {
            throw (aborted == WatchedStatement.Reason.TIMEOUT) ? timedOut(failure) : failure;
        }
        if (connection == null) {
            throw new SQLException("The driver " + driver.getClass().getName() + " does not take " + target);
        }
        if (aborted != null) {
            discard(connection);
            throw timedOut(null);
        }
        Connection result = setUp(connection);
        lastOpened = System.nanoTime();
        if (ServerSession.isSupportedBy(target.dialect())) {
            sessions.put(result, new ServerSession(login.socket(), backend.get(), begun));
        }
        return result;
    }

    /** Drivers of embedded databases have no {@code abort}. */
    private static void discard(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException ex) {
            JdbcUtils.closeConnection(connection);
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException ex) {
            return true;
        }
    }

    private SQLException timedOut(@Nullable SQLException cause) {
        return new SQLTransientConnectionException(
                "The login to " + target + " took longer than " + DurationText.of(settings.loginTimeout())
                        + " and was aborted",
                UNABLE_TO_CONNECT,
                cause);
    }

    private Connection setUp(Connection connection) throws SQLException {
        try {
            if (DriverDefaults.limitsLoginBySocketTimeout(target.dialect())) {
                connection.setNetworkTimeout(
                        Runnable::run, (int) settings.maxResponseTime().toMillis());
            }
            if (target.dialect() == SqlDialect.DUCKDB) {
                SessionZone.setUtc(connection);
            }
            if (target.dialect() == SqlDialect.SNOWFLAKE) {
                return ThrottledValidationConnection.of(connection, statements);
            }
            return settings.readOnly()
                    ? ReadOnlyMode.enforce(target.dialect(), target.jdbcUrl(), connection)
                    : connection;
        } catch (SQLException | RuntimeException ex) {
            try {
                connection.close();
            } catch (SQLException suppressed) {
                ex.addSuppressed(suppressed);
            }
            throw ex;
        }
    }

    @Override
    public String jdbcUrl() {
        return target.jdbcUrl();
    }

    @Override
    public Duration loginTimeout() {
        return settings.loginTimeout();
    }

    @Override
    public Map<String, Object> properties() throws SQLException {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.putAll(DriverDefaults.of(target, settings, canReconnect()));
        if (tls != null) {
            properties.putAll(tls.properties());
        }
        properties.putAll(target.properties());
        properties.putAll(settings.properties());
        if (settings.readOnly()) {
            properties.putAll(ReadOnlyMode.properties(target.dialect(), target.jdbcUrl()));
        }
        try {
            properties.putAll(login.properties(credentials));
        } catch (RuntimeException | SQLException ex) {
            throw ex;
        } catch (Exception ex) {
            throw new SQLException(ex.getMessage(), ex);
        }
        if (target.dialect() == SqlDialect.SNOWFLAKE) {
            SnowflakeDriver.beforeConnecting(properties);
            return SnowflakeDriver.adaptNames(properties);
        }
        return properties;
    }

    /**
     * Translates a failure of the native client to log in. If the credentials were rejected, they may have been
     * replaced meanwhile: the pool is broken, and a new one uses the current credentials.
     */
    SQLException failure(String connectionName, SQLException failure) {
        return AuthenticationFailures.isCauseOf(failure, target.dialect(), credentials.secret() != null)
                ? new BrokenPoolException(connectionName, System.nanoTime())
                : new ConnectExceptionTranslator(new ConnectionName(connectionName), target, credentials, mask)
                        .of(failure);
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
