package dev.connections.sql.datasource;

import dev.connections.cache.CacheTransactionProvider;
import dev.connections.sql.dialect.H2LazyExecution;
import dev.connections.sql.dialect.ReadOnlyConnection;
import dev.connections.sql.observation.ObservedStatement;
import dev.connections.sql.observation.SqlObservations;
import dev.connections.sql.text.SqlEffects;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * A JDBC connection that returns to the pool when it is closed, exactly once, even if closing fails. {@code
 * getConnection()} of its statements and metadata returns this object. Tracks writes for the cache, and changes of the
 * session: those are restored, or else the physical connection is closed instead of reused.
 */
abstract class LeasedConnection implements Connection, CacheTransactionProvider.Transaction, JdbcProxyFactory.Delegate {

    private static final JdbcProxyFactory<LeasedConnection> DELEGATION = new JdbcProxyFactory<>(
            LeasedConnection.class, PooledConnection.class, WriteTracker.class, SqlObservations.class);

    private final Connection target;

    private final PooledConnection pooled;

    private final AtomicBoolean released = new AtomicBoolean();

    private final WriteTracker writes;

    private final long takenAt = System.nanoTime();

    private final SessionSettings settings;

    /** Whether something may have been written that is not committed. */
    private volatile boolean written;

    /** Whether results are evicted when the transaction commits. */
    private volatile boolean evictOnCommit;

    private final SqlObservations observations;

    LeasedConnection(PooledConnection pooled, WriteTracker writes, SqlObservations observations) {
        this.observations = observations;
        this.target = pooled.jdbc();
        this.pooled = pooled;
        this.writes = writes;
        this.settings = new SessionSettings(target, writes.dialect());
    }

    static Connection of(PooledConnection pooled, WriteTracker writes, SqlObservations observations) {
        return DELEGATION.create(pooled, writes, observations);
    }

    /** Finds the one that libraries may have wrapped. */
    static @Nullable LeasedConnection under(Connection jdbc) {
        if (jdbc instanceof LeasedConnection leased) {
            return leased;
        }
        try {
            return jdbc.isWrapperFor(LeasedConnection.class) ? jdbc.unwrap(LeasedConnection.class) : null;
        } catch (SQLException ex) {
            return null;
        }
    }

    @Override
    public Connection target() {
        return target;
    }

    SqlEffects effects(String sql) {
        return writes.effects(sql);
    }

    /** A statement is about to be executed. */
    void beforeExecution(SqlEffects effects, String sql) {
        if (effects.mayWrite()) {
            written = true;
        }
        if (effects.changesSession() && !H2LazyExecution.isSetBy(sql)) {
            pooled.retire();
        }
    }

    /** A statement was executed. */
    void afterExecution() {
        if (written && isAutoCommit()) {
            committed();
        }
    }

    /** Executes something. Failures hold no configured secret. */
    <T extends @Nullable Object> T run(LeasedStatement.Execution<T> execution) throws SQLException {
        try {
            return execution.run();
        } catch (SQLException ex) {
            throw masked(ex);
        }
    }

    SQLException masked(SQLException failure) {
        return pooled.masked(failure);
    }

    DataAccessException masked(DataAccessException failure) {
        return pooled.masked(failure);
    }

    boolean isReadOnlyGuarded() {
        try {
            return target.isWrapperFor(ReadOnlyConnection.class);
        } catch (SQLException ex) {
            return false;
        }
    }

    @Override
    public boolean hasWritten() {
        return written || evictOnCommit;
    }

    @Override
    public void evictOnCommit() {
        evictOnCommit = true;
    }

    @Override
    public long age() {
        return System.nanoTime() - takenAt;
    }

    @Override
    public Statement createStatement() throws SQLException {
        return LeasedStatement.of(target.createStatement(), this);
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return LeasedStatement.of(target.createStatement(type, concurrency), this);
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return LeasedStatement.of(target.createStatement(type, concurrency, holdability), this);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return LeasedPreparedStatement.of(run(() -> target.prepareStatement(sql)), this, sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return LeasedPreparedStatement.of(run(() -> target.prepareStatement(sql, type, concurrency)), this, sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return LeasedPreparedStatement.of(
                run(() -> target.prepareStatement(sql, type, concurrency, holdability)), this, sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return LeasedPreparedStatement.of(run(() -> target.prepareStatement(sql, autoGeneratedKeys)), this, sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return LeasedPreparedStatement.of(run(() -> target.prepareStatement(sql, columnIndexes)), this, sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return LeasedPreparedStatement.of(run(() -> target.prepareStatement(sql, columnNames)), this, sql);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return LeasedCallableStatement.of(run(() -> target.prepareCall(sql)), this, sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return LeasedCallableStatement.of(run(() -> target.prepareCall(sql, type, concurrency)), this, sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return LeasedCallableStatement.of(
                run(() -> target.prepareCall(sql, type, concurrency, holdability)), this, sql);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return LeasedMetaData.of(target.getMetaData(), this);
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        settings.catalogChanges();
        target.setCatalog(catalog);
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        settings.schemaChanges();
        target.setSchema(schema);
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        settings.holdabilityChanges();
        target.setHoldability(holdability);
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        settings.clientInfoChanges();
        target.setClientInfo(name, value);
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        settings.clientInfoChanges();
        target.setClientInfo(properties);
    }

    @Override
    public void commit() throws SQLException {
        observations.observeEnd(
                ObservedStatement.COMMIT,
                () -> run(() -> {
                    target.commit();
                    return true;
                }));
        committed();
    }

    @Override
    public void rollback() throws SQLException {
        observations.observeEnd(ObservedStatement.ROLLBACK, target::rollback);
        written = false;
        evictOnCommit = false;
    }

    /** What was written before the savepoint is still there. */
    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        target.rollback(savepoint);
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        target.setAutoCommit(autoCommit);
        if (autoCommit) {
            // it commits what there is
            committed();
        }
    }

    @Override
    public void close() throws SQLException {
        if (released.compareAndSet(false, true)) {
            boolean committed = written && isAutoCommit();
            if (!settings.restore()) {
                pooled.retire();
            }
            pooled.giveBack();
            if (committed) {
                committed();
            }
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        try {
            target.abort(executor);
        } finally {
            close();
        }
    }

    private boolean isAutoCommit() {
        try {
            return target.getAutoCommit();
        } catch (SQLException ex) {
            // broken, and the result of the last statement is unknown
            return true;
        }
    }

    private void committed() {
        evictOnCommit = false;
        if (written) {
            written = false;
            writes.committed();
        }
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || target.isWrapperFor(type);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : target.unwrap(type);
    }

    @Override
    public String toString() {
        return "Leased " + target;
    }
}
