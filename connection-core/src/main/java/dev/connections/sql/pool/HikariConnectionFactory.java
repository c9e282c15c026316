package dev.connections.sql.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.metrics.ResourceGauge;
import dev.connections.metrics.ResourceTimer;
import dev.connections.sql.dialect.InMemoryDatabases;
import dev.connections.sql.driver.ConnectExceptionTranslator;
import dev.connections.sql.driver.DriverLogin;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.driver.StatementCustomizer;
import dev.connections.sql.driver.TlsFiles;
import dev.connections.sql.driver.TlsStores;
import dev.connections.sql.errors.ConnectionFailures;
import dev.connections.sql.url.JdbcDrivers;
import dev.connections.sql.url.SqlTarget;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens HikariCP pools. A pool is returned after one physical connection has been opened, so a wrong host, password or
 * setting fails in {@link #connect} and in bounded time rather than at the first query. Thread-safe.
 *
 * <p>An in-memory database survives the replacement of its pool. It is closed when the factory and its last pool are
 * closed, or when the factory is garbage collected.
 */
public final class HikariConnectionFactory implements ConnectionFactory<FailFastPool>, AutoCloseable {

    private final ConnectionName name;

    private final SqlTarget target;

    private final SqlSettings settings;

    private final @Nullable Supplier<TlsStores> tls;

    private final DriverLogin login;

    private final StatementCustomizer statements;

    private final DatabaseSetup setup;

    private final ResourceTimer waits =
            new ResourceTimer("pool.wait", "Waits for a connection of the pool while all are in use");

    private final InMemoryDatabaseHolder memory = new InMemoryDatabaseHolder();

    /**
     * @param name the name of the connection and of its pool
     * @param target the target; an in-memory database without a name gets a unique one
     * @param settings the settings of driver and pool
     * @throws IllegalArgumentException if the database does not support the settings
     */
    public HikariConnectionFactory(ConnectionName name, SqlTarget target, SqlSettings settings) {
        this(name, target, settings, null, DriverLogin.USER_AND_PASSWORD, StatementCustomizer.NONE, DatabaseSetup.NONE);
    }

    private HikariConnectionFactory(
            ConnectionName name,
            SqlTarget target,
            SqlSettings settings,
            @Nullable Supplier<TlsStores> tls,
            DriverLogin login,
            StatementCustomizer statements,
            DatabaseSetup setup) {
        this.setup = setup;
        this.login = login;
        this.statements = statements;
        this.tls = tls;
        this.name = name;
        this.target = target.withJdbcUrl(InMemoryDatabases.named(target.jdbcUrl(), name.value()));
        this.settings = settings;
        List<String> problems = new ArrayList<>();
        if (tls != null && !TlsFiles.isSupportedBy(target.dialect())) {
            problems.add("'ssl-bundle' means nothing to " + target.dialect().id() + ": remove it");
        }
        settings.check(this.target, (property, problem) -> problems.add("'" + property + "' " + problem));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /**
     * Returns a factory whose connections are encrypted, and verify certificate and host name of the server.
     *
     * @param stores the key material, read whenever a pool is opened, or {@code null} for the driver's defaults
     * @throws IllegalArgumentException if the database has no such encryption
     */
    public HikariConnectionFactory withTls(@Nullable Supplier<TlsStores> stores) {
        return new HikariConnectionFactory(name, target, settings, stores, login, statements, setup);
    }

    /**
     * Returns a factory for a driver that takes other credentials than user and password, and may set up each
     * statement. Only Snowflake's connections customize statements.
     */
    public HikariConnectionFactory withLogin(DriverLogin driverLogin, StatementCustomizer customizer) {
        return new HikariConnectionFactory(name, target, settings, tls, driverLogin, customizer, setup);
    }

    /**
     * Returns a factory that sets up the database, for example by migrations, before {@link #connect} returns a pool.
     */
    public HikariConnectionFactory withSetup(DatabaseSetup databaseSetup) {
        return new HikariConnectionFactory(name, target, settings, tls, login, statements, databaseSetup);
    }

    @Override
    public void prepare() throws SQLException {
        JdbcDrivers.load(target);
    }

    /**
     * {@inheritDoc}
     *
     * @throws CredentialsRefusedException if the database rejects the credentials
     * @throws SQLException if it cannot be reached, or a physical connection cannot be set up
     * @throws DatabaseSetupException if the setup of the database fails
     */
    @Override
    public FailFastPool connect(Credentials credentials) throws SQLException, InterruptedException {
        FailFastPool pool = open(credentials, name.value(), settings.pool());
        try {
            setup.beforeUse((other, action) -> useForSetup((other != null) ? other : credentials, action));
            return pool;
        } catch (InterruptedException | RuntimeException ex) {
            try {
                pool.close();
            } catch (SQLException suppressed) {
                ex.addSuppressed(suppressed);
            }
            throw ex;
        }
    }

    private void useForSetup(Credentials credentials, DatabaseSetup.Action action) throws Exception {
        FailFastPool pool =
                open(credentials, name.value() + "-setup", settings.pool().forSetup());
        try {
            action.run(pool);
        } finally {
            pool.close();
        }
    }

    private FailFastPool open(Credentials credentials, String poolName, PoolSettings pool)
            throws SQLException, InterruptedException {
        PhysicalDataSource physical = new PhysicalDataSource(
                JdbcDrivers.of(target), target, settings, credentials, tlsFiles(), login, statements);
        try {
            physical.openFirst();
            // a driver waits for its socket and does not notice
            if (Thread.interrupted()) {
                throw interrupted(null);
            }
            if (physical.canReconnect() && InMemoryDatabases.isInMemory(target.jdbcUrl())) {
                memory.keep(physical);
            }
            return new FailFastPool(
                    name.value(), target.dialect(), pool, physical, configuration(physical, poolName, pool), waits);
        } catch (InterruptedException ex) {
            throw closed(physical, ex);
        } catch (SQLException | RuntimeException ex) {
            if (Thread.interrupted()) {
                throw closed(physical, interrupted(ex));
            }
            boolean wrapped = ex instanceof HikariPool.PoolInitializationException && ex.getCause() != null;
            Throwable failure = closed(physical, wrapped ? ex.getCause() : ex);
            throw new ConnectExceptionTranslator(name, target, credentials, physical.mask()).of(failure);
        }
    }

    @Override
    public boolean authenticates() {
        return true;
    }

    @Override
    public boolean isOpen(FailFastPool pool) {
        return !pool.isBroken() && !pool.hikari().isClosed();
    }

    @Override
    public boolean isAlive(FailFastPool pool) throws SQLException {
        return !pool.hikari().isClosed() && pool.isAlive();
    }

    @Override
    public boolean isTransient(Exception failure) {
        return ConnectionFactory.super.isTransient(failure)
                && !(failure instanceof DatabaseSetupException)
                && ConnectionFailures.isTransient(failure, target.dialect());
    }

    @Override
    public List<ResourceGauge<FailFastPool>> gauges() {
        return PoolGauges.ALL;
    }

    @Override
    public List<ResourceTimer> timers() {
        return List.of(waits);
    }

    /** Omits the user of a URL, because all of its user information may be a secret. */
    @Override
    public Map<String, Object> target(@Nullable String user) {
        Map<String, Object> details = target.details();
        if (user != null && !user.equals(target.credentials().user())) {
            details.put("user", user);
        }
        return details;
    }

    /** Failures to connect contain no secrets. Those of calls may. */
    @Override
    public @Nullable String reason(Throwable failure) {
        String message = failure.getMessage();
        return (message != null && message.startsWith(ConnectExceptionTranslator.prefix(name))) ? message : null;
    }

    @Override
    public void close(FailFastPool pool) throws SQLException {
        pool.close();
    }

    /** Closes an in-memory database once its pools are closed. Idempotent. */
    @Override
    public void close() {
        memory.close();
    }

    private @Nullable TlsFiles tlsFiles() throws SQLException {
        try {
            return (tls == null) ? null : TlsFiles.write(target.dialect(), tls.get());
        } catch (IOException | GeneralSecurityException ex) {
            throw new SQLException("Connection '" + name + "': its keys and certificates cannot be used", ex);
        }
    }

    private HikariConfig configuration(PhysicalDataSource physical, String poolName, PoolSettings pool) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(poolName);
        config.setMaximumPoolSize(pool.maximumSize());
        config.setMinimumIdle(pool.minimumIdle());
        config.setIdleTimeout(pool.idleTimeout().toMillis());
        config.setMaxLifetime(pool.maxLifetime().toMillis());
        config.setKeepaliveTime(pool.keepaliveTime().toMillis());
        config.setLeakDetectionThreshold(pool.leakDetectionThreshold().toMillis());
        config.setValidationTimeout(pool.validationTimeout().toMillis());
        config.setConnectionInitSql(pool.connectionInitSql());
        config.setSchema(pool.schema());
        config.setCatalog(pool.catalog());
        config.setTransactionIsolation(pool.transactionIsolation());
        config.setReadOnly(settings.readOnly());
        if (!physical.canReconnect()) {
            // they are all that there will be
            config.setMinimumIdle(pool.maximumSize());
            config.setIdleTimeout(0);
            config.setMaxLifetime(0);
            config.setScheduledExecutor(LoginHouseKeeper.TIMER);
        }
        // one attempt: the connection is there already and only has to be set up
        config.setInitializationFailTimeout(1);
        return config;
    }

    private InterruptedException interrupted(@Nullable Exception cause) {
        InterruptedException interrupted = new InterruptedException("Interrupted while connecting '" + name + "'");
        interrupted.initCause(cause);
        return interrupted;
    }

    private static <X extends Throwable> X closed(PhysicalDataSource physical, X failure) {
        try {
            physical.close();
        } catch (SQLException ex) {
            failure.addSuppressed(ex);
        }
        return failure;
    }
}
