package dev.connections.sql.execution;

import dev.connections.rows.Rows;
import dev.connections.sql.SqlOperations;
import dev.connections.sql.datasource.BorrowedConnection;
import dev.connections.sql.driver.UncachedValidation;
import dev.connections.sql.errors.ConnectionFailures;
import dev.connections.sql.parameters.BoundSql;
import dev.connections.sql.parameters.PropertyParameterSource;
import dev.connections.sql.parameters.StatementParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Executes work on JDBC connections of the supervised pool, for handles of types that extend SQL connections. The work
 * is observed and retried as statements are. Failures are translated to Spring's {@link DataAccessException}s that name
 * the connection. Thread-safe.
 */
public final class SqlWork {

    private static final int SECONDS_FOR_AN_ANSWER = 5;

    private final SqlExecutor executor;

    SqlWork(SqlExecutor executor) {
        this.executor = executor;
    }

    /**
     * Does work that changes nothing. A connection that breaks costs the caller nothing as long as it can be replaced.
     *
     * @param sql what observations and messages show
     */
    public <T extends @Nullable Object> T read(String sql, Call<T> call) {
        return StatementRetries.run(executor, true, () -> observed(sql, call));
    }

    /**
     * Does work that may change something: again only if the server did not know the session any more, and so has not
     * looked at it.
     *
     * @param untouched whether no part of it has been done when it fails
     */
    public <T extends @Nullable Object> T write(String sql, BooleanSupplier untouched, Call<T> call) {
        return StatementRetries.run(executor, false, true, untouched, () -> observed(sql, call));
    }

    private <T extends @Nullable Object> T observed(String sql, Call<T> call) {
        return executor.<T>observed(sql, () -> {
            try (BorrowedConnection borrowed = executor.borrow(executor.template(sql), false)) {
                return doOn(borrowed, call);
            } catch (SQLException ex) {
                throw executor.errors().translate(sql, ex);
            } catch (InvalidDataAccessApiUsageException ex) {
                throw executor.errors().unreadable(ex);
            }
        });
    }

    /** Returns a call past the pool's proxies may break a connection without the pool noticing. */
    private static <T extends @Nullable Object> T doOn(BorrowedConnection borrowed, Call<T> call) throws SQLException {
        try {
            T result = call.on(borrowed.jdbc());
            borrowed.commit();
            return result;
        } catch (SQLException ex) {
            borrowed.notice(ex);
            throw borrowed.masked(ex);
        } catch (DataAccessException ex) {
            throw borrowed.masked(ex);
        }
    }

    /**
     * Asks the server for an answer, before something that cannot be done again.
     *
     * @throws SQLException if there is none; to the server nothing has happened, so {@link #write} begins again
     */
    public void requireAnswer(Connection jdbc) throws SQLException {
        if (!UncachedValidation.isValidNow(jdbc, SECONDS_FOR_AN_ANSWER)) {
            throw new SQLRecoverableException(
                    "The server does not know the session any more", "08003", ConnectionFailures.SESSION_GONE);
        }
    }

    /** Returns a statement with its named parameters bound. */
    public PreparedStatement prepare(Connection jdbc, String sql, Map<String, ?> params) throws SQLException {
        StatementParameters parameters = new StatementParameters();
        params.forEach(parameters::put);
        BoundSql bound;
        try {
            bound = parameters.bind(sql, executor.template(sql));
        } catch (InvalidDataAccessApiUsageException ex) {
            throw executor.errors().usage(ex, sql);
        }
        PreparedStatement statement = jdbc.prepareStatement(bound.sql());
        try {
            executor.bind(statement, sql, bound.values());
            return statement;
        } catch (Throwable ex) {
            statement.close();
            throw ex;
        }
    }

    /**
     * Runs a statement, and cancels it at the server when its time is up or its thread is interrupted.
     *
     * @param timeout {@code null} for that of the connection
     */
    public <S extends Statement, T extends @Nullable Object> T watched(
            S statement, String sql, @Nullable Duration timeout, StatementCall<S, T> call) throws SQLException {
        return executor.<S, T>watched(statement, sql, nanos(timeout), call);
    }

    /**
     * Runs a query, and cancels it at the server when its time is up or its thread is interrupted.
     *
     * @param timeout {@code null} for that of the connection
     */
    public <T extends @Nullable Object> T query(
            Connection jdbc, String sql, @Nullable Duration timeout, ResultSetExtractor<T> extractor)
            throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            return this.<Statement, T>watched(statement, sql, timeout, running -> {
                try (ResultSet rows = running.executeQuery(sql)) {
                    return extractor.extractData(rows);
                }
            });
        }
    }

    /**
     * Returns a timeout as it is given.
     *
     * @throws InvalidDataAccessApiUsageException if it is not positive
     */
    public Duration positive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw usage("timeout must be positive");
        }
        return timeout;
    }

    private long nanos(@Nullable Duration timeout) {
        return (timeout != null)
                ? SqlExecutor.nanos(timeout)
                : executor.defaults().timeout();
    }

    /** Returns the default timeout of statements; {@code null} without limit. */
    public @Nullable Duration timeout() {
        return executor.options().timeout();
    }

    /** Returns a whole result. */
    public Rows rows(ResultSet rs, String sql) throws SQLException {
        return executor.rows(rs, sql);
    }

    /**
     * Finds a table or view, as {@link SqlOperations#table} does.
     *
     * @return its catalog and schema, as far as it has them, and its name, each quoted
     * @throws InvalidDataAccessApiUsageException if there is none
     */
    public List<String> table(Connection jdbc, String name) throws SQLException {
        return TableName.find(jdbc, name).parts(jdbc.getMetaData().getIdentifierQuoteString());
    }

    /** Returns the names of the parts of a record or JavaBean. */
    public Collection<String> partsOf(Object element) {
        return PropertyParameterSource.of(element).names();
    }

    /** Returns the parts of a record or JavaBean by their names. */
    public Function<String, @Nullable Object> valuesOf(Object element) {
        return PropertyParameterSource.of(element)::get;
    }

    /** Says that something may have been changed, so that cached results of the connection may be old. */
    public void wrote() {
        executor.wrote();
    }

    /** Returns whether this thread is in a transaction of the connection. */
    public boolean inTransaction() {
        return executor.inTransaction();
    }

    /** Translates a failure of the driver to Spring's exception. */
    public DataAccessException failure(String sql, SQLException ex) {
        return executor.errors().translate(sql, ex);
    }

    /** Returns a misuse, in a sentence without its full stop. */
    public InvalidDataAccessApiUsageException usage(String problem) {
        return executor.errors().usage(problem);
    }

    /** Returns the prefix of messages, which names the connection. */
    public String task() {
        return executor.errors().task();
    }

    /** Work on a JDBC connection, which is given back afterwards. */
    @FunctionalInterface
    public interface Call<T extends @Nullable Object> {

        /** Does the work. */
        T on(Connection jdbc) throws SQLException;
    }

    /** What is done with a statement while its time is kept. */
    @FunctionalInterface
    public interface StatementCall<S extends Statement, T extends @Nullable Object> {

        /** Does it. */
        T on(S statement) throws SQLException;
    }
}
