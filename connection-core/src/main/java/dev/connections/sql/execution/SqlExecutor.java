package dev.connections.sql.execution;

import dev.connections.ConnectionException;
import dev.connections.DurationText;
import dev.connections.ManagedConnection;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.datasource.BorrowedConnection;
import dev.connections.sql.datasource.PooledConnection;
import dev.connections.sql.datasource.PostProcessedDataSource;
import dev.connections.sql.datasource.TransactionConnection;
import dev.connections.sql.datasource.WrappedConnection;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.errors.SqlExceptionTranslation;
import dev.connections.sql.mapping.RowsExtractor;
import dev.connections.sql.observation.SqlObservations;
import dev.connections.sql.parameters.BoundSql;
import dev.connections.sql.parameters.ParameterBinder;
import dev.connections.sql.parameters.SqlTemplate;
import dev.connections.sql.timeout.StatementWatchdog;
import dev.connections.sql.timeout.WatchedStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.datasource.ConnectionHolder;

/**
 * Executes the statements of one connection: borrows JDBC connections, parses and binds statements, and translates
 * failures. Thread-safe.
 */
final class SqlExecutor {

    private static final int MAX_TEMPLATES = 512;

    /** Longer texts are hardly ever run twice, and would fill the memory. */
    private static final int MAX_TEMPLATE_LENGTH = 16 * 1024;

    private final ManagedConnection<DataSource> pool;

    /** What transactions are bound to. */
    private final PostProcessedDataSource dataSource;

    private final SqlDialect dialect;

    private volatile SqlOptions options;

    private volatile StatementOptions defaults;

    private final SqlObservations observations;

    private final SqlExceptionTranslation errors;

    private final ParameterBinder binder;

    private final int mostParameters;

    private final SqlCaching caching;

    /** A full one is emptied: that is rare, and cheaper than to keep account of every use. */
    private final ConcurrentMap<String, SqlTemplate> templates = new ConcurrentHashMap<>();

    SqlExecutor(
            ManagedConnection<DataSource> pool,
            PostProcessedDataSource dataSource,
            SqlDialect dialect,
            SqlOptions options,
            SqlObservations observations) {
        this.pool = pool;
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.options = options;
        this.defaults = statementOptions(options);
        this.observations = observations;
        this.errors = new SqlExceptionTranslation(pool.name(), dialect);
        this.binder = new ParameterBinder(dialect);
        this.mostParameters = switch (dialect) {
            case POSTGRESQL -> 65_535;
            case SQLSERVER -> 2_100;
            default -> Integer.MAX_VALUE;
        };
        this.caching = new SqlCaching(this, pool.cache());
    }

    /** Does work on a JDBC connection, which goes back afterwards. */
    <T extends @Nullable Object> T call(String sql, SqlWork.Call<T> work) {
        return observations.isNoop() ? doWork(sql, work) : observations.<T>observe(sql, () -> doWork(sql, work));
    }

    /** Does work that gets a JDBC connection by itself. */
    <T extends @Nullable Object> T observed(String sql, Supplier<T> work) {
        return observations.isNoop() ? work.get() : observations.observe(sql, work);
    }

    /** Returns the same for what is no call of the user's. */
    <T extends @Nullable Object> T doWork(@Nullable String sql, SqlWork.Call<T> work) {
        try (BorrowedConnection borrowed = (sql != null) ? borrow(template(sql), false) : borrow(false)) {
            return doOn(borrowed, work);
        } catch (SQLException ex) {
            throw errors.translate(sql, ex);
        }
    }

    private static <T extends @Nullable Object> T doOn(BorrowedConnection borrowed, SqlWork.Call<T> work)
            throws SQLException {
        try {
            T result = work.on(borrowed.jdbc());
            borrowed.commit();
            return result;
        } catch (SQLException ex) {
            throw borrowed.masked(ex);
        } catch (DataAccessException ex) {
            throw borrowed.masked(ex);
        }
    }

    /** Runs one statement: the way of nearly all of them, so there is hardly an object on it. */
    <T extends @Nullable Object> T run(
            String sql,
            BoundSql bound,
            StatementOptions how,
            SqlWork.StatementCall<? super PreparedStatement, T> execution) {
        SqlTemplate known = bound.template();
        SqlTemplate template = (known != null) ? known : template(sql);
        return observations.isNoop()
                ? this.<T>run(sql, template, bound.sql(), bound.values(), how, execution)
                : observations.<T>observe(
                        sql, () -> this.<T>run(sql, template, bound.sql(), bound.values(), how, execution));
    }

    private <T extends @Nullable Object> T run(
            String sql,
            SqlTemplate template,
            String jdbcSql,
            @Nullable Object[] values,
            StatementOptions how,
            SqlWork.StatementCall<? super PreparedStatement, T> execution) {
        try (BorrowedConnection borrowed = borrow(template, !how.noRetry())) {
            return this.<T>runOn(borrowed, sql, jdbcSql, values, how, execution);
        } catch (SQLException ex) {
            throw errors.translate(sql, ex);
        }
    }

    private <T extends @Nullable Object> T runOn(
            BorrowedConnection borrowed,
            String sql,
            String jdbcSql,
            @Nullable Object[] values,
            StatementOptions how,
            SqlWork.StatementCall<? super PreparedStatement, T> execution)
            throws SQLException {
        try (PreparedStatement statement = borrowed.jdbc().prepareStatement(jdbcSql)) {
            prepare(statement, sql, values, how);
            // the transaction is looked up once
            long timeout = borrowed.inTransaction() ? timeout(how.timeout()) : how.timeout();
            T result = this.<PreparedStatement, T>watchedFor(timeout, statement, sql, execution);
            borrowed.commit();
            return result;
        } catch (SQLException ex) {
            throw borrowed.masked(ex);
        } catch (DataAccessException ex) {
            throw borrowed.masked(ex);
        }
    }

    /** Gives a statement all that it needs to run. */
    void prepare(PreparedStatement statement, String sql, @Nullable Object[] values, StatementOptions how)
            throws SQLException {
        if (how.fetchSize() != 0) {
            statement.setFetchSize(how.fetchSize());
        }
        if (how.maxRows() != 0) {
            statement.setMaxRows(how.maxRows());
        }
        bind(statement, sql, values);
    }

    /**
     * A JDBC connection for a statement. If the statement changes the session, nobody else gets the connection.
     *
     * @param retried whether the statement is retried if it only reads
     */
    BorrowedConnection borrow(SqlTemplate statement, boolean retried) throws SQLException {
        BorrowedConnection borrowed = borrow(retried && statement.effects().isRead());
        if (statement.effects().changesSession()) {
            borrowed.retire();
        }
        return borrowed;
    }

    /** A JDBC connection that the caller closes: the transaction's, if this thread is in one, or the pool's. */
    private BorrowedConnection borrow(boolean retried) throws SQLException {
        DataSource exposed = dataSource.get();
        if (inTransaction()) {
            return TransactionConnection.of(exposed);
        }
        try {
            return dataSource.isWrapped() ? WrappedConnection.of(exposed) : PooledConnection.take(pool, retried);
        } catch (ConnectionException ex) {
            throw errors.unavailable(ex);
        } catch (SQLException ex) {
            if (ex.getCause() instanceof ConnectionException unavailable) {
                throw errors.unavailable(unavailable);
            }
            throw ex;
        }
    }

    /** Returns the timeout of a statement in nanoseconds: at most the remaining time of its transaction. */
    long timeout(long asked) {
        ConnectionHolder holder = dataSource.transaction();
        if (holder == null || !holder.hasTimeout()) {
            return asked;
        }
        long left = Math.max(1, holder.getTimeToLiveInMillis() * 1_000_000);
        return (asked == 0) ? left : Math.min(asked, left);
    }

    /** Those of a statement that asks for none. */
    StatementOptions defaults() {
        return defaults;
    }

    private static StatementOptions statementOptions(SqlOptions options) {
        Duration timeout = options.timeout();
        return new StatementOptions((timeout != null) ? nanos(timeout) : 0, options.fetchSize(), 0, false);
    }

    static long nanos(Duration duration) {
        // 292 years at most
        return (duration.getSeconds() < Long.MAX_VALUE / 1_000_000_000) ? duration.toNanos() : Long.MAX_VALUE;
    }

    /** Runs a statement, and cancels it when its time is up or its thread interrupted. */
    <S extends Statement, T extends @Nullable Object> T watched(
            S statement, String sql, long asked, SqlWork.StatementCall<? super S, T> execution) throws SQLException {
        return this.<S, T>watchedFor(timeout(asked), statement, sql, execution);
    }

    private <S extends Statement, T extends @Nullable Object> T watchedFor(
            long timeout, S statement, String sql, SqlWork.StatementCall<? super S, T> execution) throws SQLException {
        WatchedStatement watched = StatementWatchdog.SHARED.watch(statement, timeout);
        T result;
        try {
            result = execution.on(statement);
        } catch (SQLException ex) {
            throw cancelled(StatementWatchdog.SHARED.release(watched), sql, timeout, ex);
        } catch (Throwable ex) {
            StatementWatchdog.SHARED.release(watched);
            throw ex;
        }
        StatementWatchdog.SHARED.release(watched);
        return result;
    }

    /** Returns the failure of a statement; throws another one if it was cancelled, and says why. */
    SQLException cancelled(WatchedStatement.@Nullable Reason reason, String sql, long timeout, SQLException ex) {
        if (reason == null) {
            return ex;
        }
        if (reason == WatchedStatement.Reason.TIMEOUT) {
            throw new QueryTimeoutException(
                    errors.task() + ": the statement ran longer than " + DurationText.of(Duration.ofNanos(timeout))
                            + " and was cancelled; SQL [" + sql + "]",
                    ex);
        }
        // A driver may have cleared it while it gave up.
        Thread.currentThread().interrupt();
        throw new DataAccessResourceFailureException(
                errors.task() + ": the thread was interrupted and its statement cancelled; SQL [" + sql + "]", ex);
    }

    /** @throws InvalidDataAccessApiUsageException if a statement has more parameters than the database takes */
    void checkParameters(BoundSql bound, String sql) {
        if (bound.values().length > mostParameters) {
            throw errors.usage("the statement has " + bound.values().length + " parameters, and " + dialect.id()
                    + " takes at most " + mostParameters
                    + ": nothing was executed. Use an array as one parameter, or several"
                    + " statements; SQL [" + sql + "]");
        }
    }

    void bind(PreparedStatement statement, String sql, @Nullable Object[] values) throws SQLException {
        try {
            binder.bind(statement, values);
        } catch (InvalidDataAccessApiUsageException ex) {
            throw errors.usage(ex, sql);
        }
    }

    /** Returns whether this thread is in a transaction on the connection. */
    boolean inTransaction() {
        return dataSource.transaction() != null;
    }

    /** Counts a read that broke and is made again. */
    void countRepeat() {
        pool.countRetry();
    }

    SqlTemplate template(String sql) {
        SqlTemplate known = templates.get(sql);
        return (known != null) ? known : newTemplate(sql);
    }

    private SqlTemplate newTemplate(String sql) {
        SqlTemplate template = SqlTemplate.parse(sql, dialect.grammar());
        if (sql.length() <= MAX_TEMPLATE_LENGTH) {
            if (templates.size() >= MAX_TEMPLATES) {
                templates.clear();
            }
            templates.put(sql, template);
        }
        return template;
    }

    SqlCaching caching() {
        return caching;
    }

    /** A statement that may have changed something has run. */
    void wrote() {
        // what a transaction has written counts when it is committed
        if (caching.evictsOnWrite() && !inTransaction()) {
            caching.written();
        }
    }

    SqlDialect dialect() {
        return dialect;
    }

    SqlOptions options() {
        return options;
    }

    /** What holds for statements that are made from now on. */
    void useOptions(SqlOptions newOptions) {
        options = newOptions;
        defaults = statementOptions(newOptions);
    }

    SqlExceptionTranslation errors() {
        return errors;
    }

    /** Reads a whole result. */
    Rows rows(ResultSet rs, String sql) throws SQLException {
        SqlOptions present = options;
        return RowsExtractor.read(rs, template(sql).shape(rs, present.labelCase()), sql, present);
    }
}
