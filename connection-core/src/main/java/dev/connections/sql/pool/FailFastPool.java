package dev.connections.sql.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.connections.CheckInconclusiveException;
import dev.connections.ConnectionUnavailableException;
import dev.connections.DurationText;
import dev.connections.metrics.ResourceTimer;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.AttachedClient;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.errors.ConnectionFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A HikariCP pool that fails fast when it is broken. It is broken when one of its connections is broken, or when it has
 * no connection and cannot open one. It stays broken and is replaced as a whole.
 *
 * <p>HikariCP lets a caller wait until the connection timeout expires, whatever happens. So callers wait here: for a
 * permit while all connections are in use, and in short slices while a connection is opened. Thread-safe.
 */
public final class FailFastPool extends AbstractDataSource implements ConnectionPool, SQLExceptionOverride {

    /** The shortest time-out that HikariCP takes. */
    private static final Duration SLICE = Duration.ofMillis(250);

    private static final int ALL_WAITERS = 1 << 20;

    private static final long VALIDATION_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int VALIDATION_SECONDS = 1;

    /** A login that has succeeded within this time is a response. */
    private static final long RECENTLY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final String name;

    private final SqlDialect dialect;

    private final PoolSettings settings;

    private final PhysicalDataSource physical;

    private final Semaphore permits;

    private final HikariDataSource hikari;

    private final boolean autoCommits;

    private final ResourceTimer waits;

    private final UnresponsiveSessions unresponsive = new UnresponsiveSessions();

    private final HealthCheckSession healthCheckSession;

    private final IdleConnectionProbe idleProbe;

    private final LostCallMonitor lostCalls;

    private final Failover failover = new Failover();

    private volatile boolean broken;

    /**
     * @param physical opens the physical connections
     * @param config the pool's configuration, except for what is set here
     * @param waits records the wait time of callers while all connections are in use
     */
    FailFastPool(
            String name,
            SqlDialect dialect,
            PoolSettings settings,
            PhysicalDataSource physical,
            HikariConfig config,
            ResourceTimer waits) {
        this.waits = waits;
        this.name = name;
        this.dialect = dialect;
        this.settings = settings;
        this.physical = physical;
        this.permits = new Semaphore(settings.maximumSize());
        this.healthCheckSession = new HealthCheckSession(name, dialect, physical, unresponsive);
        this.idleProbe = new IdleConnectionProbe(this, healthCheckSession, unresponsive);
        config.setDataSource(physical);
        config.setExceptionOverride(this);
        config.setConnectionTimeout(SLICE.toMillis());
        this.autoCommits = config.isAutoCommit();
        this.hikari = new HikariDataSource(config);
        physical.attach(this);
        this.lostCalls = new LostCallMonitor(name, dialect, physical, idleProbe::lend);
        if (physical.canReconnect() && ServerSession.isSupportedBy(dialect)) {
            lostCalls.start();
        }
    }

    HikariDataSource hikari() {
        return hikari;
    }

    /** Returns the number of callers that wait for a connection. */
    int waiting() {
        return permits.getQueueLength() + hikari.getHikariPoolMXBean().getThreadsAwaitingConnection();
    }

    @java.lang.Override
    public Duration connectionTimeout() {
        return settings.connectionTimeout();
    }

    boolean isBroken() {
        return broken;
    }

    /** Marks the pool as broken. Waiting callers and new calls fail at once. */
    void markBroken() {
        if (!broken) {
            broken = true;
            permits.release(ALL_WAITERS);
        }
    }

    /** Called when a connection could not be opened. The pool is broken if it has no other connection. */
    void connectFailed() {
        if (hikari.getHikariPoolMXBean().getTotalConnections() == 0) {
            markBroken();
        }
    }

    /**
     * Called by HikariCP for each exception that it considers fatal. It would log each connection with a stack trace.
     */
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        notice(failure);
        return SQLExceptionOverride.Override.DO_NOT_EVICT;
    }

    @java.lang.Override
    public void replaceReadOnlyConnections(Connection failed, SQLException failure) {
        if (broken || !ConnectionFailures.isReadOnlyServer(failure, dialect)) {
            return;
        }
        try {
            ServerSession session = physical.session(failed.unwrap(Connection.class));
            if (session != null && !failed.isReadOnly() && failover.replaces(System.nanoTime(), session.loginBegan())) {
                hikari.getHikariPoolMXBean().softEvictConnections();
            }
        } catch (SQLException ex) {
            // it is closed already
        }
    }

    @java.lang.Override
    public SQLException masked(SQLException failure) {
        return physical.mask().clean(failure, SQLException.class);
    }

    @java.lang.Override
    public DataAccessException masked(DataAccessException failure) {
        return physical.mask().clean(failure, DataAccessException.class);
    }

    @java.lang.Override
    public boolean notice(Throwable failure) {
        boolean result = ConnectionFailures.isBroken(failure, dialect);
        if (result) {
            markBroken();
        }
        return result;
    }

    @java.lang.Override
    public Connection take(long since, boolean retried) throws SQLException {
        long came = permits.tryAcquire() ? since : acquirePermit((since != 0) ? since : System.nanoTime());
        try {
            return takeWithPermit(came, settings.connectionTimeout().toNanos(), retried);
        } catch (Throwable ex) {
            permits.release();
            throw ex;
        }
    }

    private long acquirePermit(long since) throws SQLException {
        long begun = System.nanoTime();
        try {
            long waited = System.nanoTime() - since;
            if (!permits.tryAcquire(settings.connectionTimeout().toNanos() - waited, TimeUnit.NANOSECONDS)) {
                throw exhausted(null);
            }
            return since;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException(
                    "Connection '" + name + "': the thread was interrupted while all " + settings.maximumSize()
                            + " connections of the pool were in use",
                    ex);
        } finally {
            waits.record(System.nanoTime() - begun);
        }
    }

    /** @param timeout since the call arrived, in nanoseconds */
    private Connection takeWithPermit(long since, long timeout, boolean retried) throws SQLException {
        long came = since;
        for (; ; ) {
            if (broken) {
                throw new BrokenPoolException(name, (came != 0) ? came : System.nanoTime());
            }
            boolean onServer = physical.hasSessions();
            long begun = onServer ? System.nanoTime() : 0;
            try {
                Connection connection = hikari.getConnection();
                ServerSession session = onServer ? physical.session(connection.unwrap(Connection.class)) : null;
                if (session != null && failover.hasReplaced(session.loginBegan())) {
                    hikari.evictConnection(connection);
                    continue;
                }
                if (session == null || !session.mayBeStale(begun, retried) || connection.isValid(VALIDATION_SECONDS)) {
                    return connection;
                }
                hikari.evictConnection(connection);
                unresponsive.validationFailed(begun);
            } catch (SQLTransientConnectionException ex) {
                // it only takes longer than its timeout to validate a connection
                long validated = onServer ? begun + SLICE.toNanos() : System.nanoTime();
                unresponsive.validationFailed(validated);
                came = (came != 0) ? came : validated - SLICE.toNanos();
                if (!broken && System.nanoTime() - came >= timeout) {
                    throw exhausted(ex);
                }
            }
        }
    }

    @java.lang.Override
    public boolean autoCommits() {
        return autoCommits;
    }

    /** For callers, a pool without a free connection is an unavailable connection. */
    private SQLException exhausted(@Nullable SQLException cause) {
        String message = "Connection '" + name + "': none of " + settings.maximumSize()
                + " connections of the pool was free within "
                + DurationText.of(settings.connectionTimeout()) + " (connections." + name
                + ".pool.maximum-size and .connection-timeout)";
        return new SQLTransientConnectionException(
                message, new ConnectionUnavailableException(name, Instant.now(), null, message, cause));
    }

    @java.lang.Override
    public void giveBack(Connection connection, boolean retired) throws SQLException {
        try {
            if (broken || (retired && physical.canReconnect())) {
                hikari.evictConnection(connection);
            } else {
                if (physical.hasSessions() && !connection.isClosed()) {
                    physical.markIdle(connection.unwrap(Connection.class), System.nanoTime());
                }
                connection.close();
            }
        } finally {
            permits.release();
            healthCheckSession.progress();
        }
    }

    /**
     * Health check: whether the database responds, on an idle connection, or else on a session for checks. An idle
     * session that has ended or does not respond proves nothing about the calls on others. They are given up when the
     * login of another session gets no response either.
     *
     * @throws CheckInconclusiveException if it has neither responded nor failed
     */
    boolean isAlive() throws SQLException {
        // A pool that is broken is being replaced, while calls on its other connections may go on.
        if (!broken) {
            Boolean alive = idleProbe.responds();
            if (alive != null && (alive || !physical.canReconnect() || isUnused())) {
                return alive;
            }
        }
        if (broken && isUnused()) {
            return false;
        }
        if (physical.canReconnect()) {
            return physical.openedWithin(RECENTLY_NANOS) || healthCheckSession.answers();
        }
        if (unresponsive.isRecent()) {
            return false;
        }
        // There are no credentials for another session: the driver has to notice that the network is unresponsive.
        throw new CheckInconclusiveException("all connections of the login are in use");
    }

    private boolean isUnused() {
        return hikari.getHikariPoolMXBean().getActiveConnections() == 0;
    }

    /**
     * Uses an idle connection.
     *
     * @param retried as in {@link #take(long, boolean)}
     * @param use takes no longer than a validation
     * @return {@code null} if none is idle
     * @throws SQLTransientConnectionException if it was taken, or closed, in between
     */
    <T> @Nullable T useIdle(boolean retried, IdleUse<T> use) throws SQLException {
        if (broken || hikari.getHikariPoolMXBean().getIdleConnections() == 0 || !permits.tryAcquire()) {
            return null;
        }
        try (Connection idle = takeWithPermit(System.nanoTime(), VALIDATION_NANOS, retried)) {
            return use.of(idle);
        } finally {
            permits.release();
        }
    }

    /** Closes a connection instead of keeping it. */
    void evict(Connection connection) {
        hikari.evictConnection(connection);
    }

    /** Returns the probe of its idle connections. */
    IdleConnectionProbe idleProbe() {
        return idleProbe;
    }

    void close() throws SQLException {
        lostCalls.close();
        boolean answers = !broken && !idleProbe.isProbing();
        markBroken();
        if (hikari.getHikariPoolMXBean().getActiveConnections() > 0) {
            if (answers) {
                physical.cancelCalls();
            }
            physical.closeSockets();
        }
        @Nullable AttachedClient companion = physical.companion();
        if (companion != null) {
            companion.close(answers);
        }
        healthCheckSession.close();
        try (PhysicalDataSource unused = physical) {
            hikari.close();
        }
    }

    @java.lang.Override
    public Connection getConnection() throws SQLException {
        return hikari.getConnection();
    }

    @java.lang.Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The credentials of a connection are its own");
    }

    @java.lang.Override
    public <T> T unwrap(Class<T> iface) throws SQLException {
        @Nullable AttachedClient companion = physical.companion();
        if (companion != null && companion.isWrapperFor(iface)) {
            return unwrap(companion, iface);
        }
        return iface.isInstance(hikari) ? iface.cast(hikari) : hikari.unwrap(iface);
    }

    private <T> T unwrap(AttachedClient companion, Class<T> iface) throws SQLException {
        try {
            return companion.unwrap(iface);
        } catch (SQLException ex) {
            SQLException failure = physical.failure(name, ex);
            notice(failure);
            throw failure;
        }
    }

    @java.lang.Override
    public boolean isWrapperFor(Class<?> iface) throws SQLException {
        @Nullable AttachedClient companion = physical.companion();
        if (companion != null && companion.isWrapperFor(iface)) {
            return true;
        }
        return iface.isInstance(hikari) || hikari.isWrapperFor(iface);
    }

    @java.lang.Override
    public String toString() {
        // HikariCP logs its data source while it is still being made
        return String.valueOf(hikari);
    }

    /** What is done with an idle connection. */
    @FunctionalInterface
    interface IdleUse<T> {

        T of(Connection idle) throws SQLException;
    }
}
