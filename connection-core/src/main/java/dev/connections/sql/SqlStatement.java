package dev.connections.sql;

import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.jdbc.core.RowMapper;

/**
 * One statement on its way: parameters, options, then one method that runs it. The parameter methods are those of
 * Spring's {@code JdbcClient}. Named ({@code :pet}) and positional ({@code ?}) parameters cannot be mixed. A collection
 * as a value fills {@code in (:ids)}.
 *
 * <p>Used by one thread. Row types are records, JavaBeans, {@link Map}, {@link Row}, or, when there is one column, the
 * type of its value. A {@link RowMapper} maps rows by code instead: it reads the driver's result set, so values are as
 * the driver gives them. Rows of a mapper are not cached, whatever TTL the connection has. If a query is retried, its
 * mapper runs again.
 *
 * <p>Methods that run the statement throw Spring's {@link org.springframework.dao.DataAccessException}s, and
 * {@link dev.connections.ConnectionException}s if the connection cannot be opened. Invalid use, such as named and
 * positional parameters in one statement, is an
 * {@link org.springframework.dao.InvalidDataAccessApiUsageException} of the method that is called, at the latest of the
 * one that runs the statement.
 */
public interface SqlStatement {

    /** Sets the next positional parameter. */
    SqlStatement param(@Nullable Object value);

    /** Sets the positional parameter of the given index, counted from 1. */
    SqlStatement param(int jdbcIndex, @Nullable Object value);

    /** Sets the positional parameter of the given index, counted from 1, as one of {@link java.sql.Types}. */
    SqlStatement param(int jdbcIndex, @Nullable Object value, int sqlType);

    /** Sets a named parameter. */
    SqlStatement param(String name, @Nullable Object value);

    /** Sets a named parameter as one of {@link java.sql.Types}. */
    SqlStatement param(String name, @Nullable Object value, int sqlType);

    /** Sets the positional parameters, in order. */
    SqlStatement params(@Nullable Object... values);

    /** Sets the positional parameters, in order. */
    SqlStatement params(List<?> values);

    /** Sets named parameters. */
    SqlStatement params(Map<String, ?> params);

    /** Sets the named parameters from the properties of a record or JavaBean, or from a {@code SqlParameterSource}. */
    SqlStatement paramSource(Object namedParamObject);

    /**
     * The greatest age of a result that this caller accepts: a result that is there and no older is taken, and one
     * that is read is kept for others. A result read for this call is always new enough. With zero neither is done,
     * whatever the connection says.
     *
     * <p>Only for what can be shared: statements that change nothing, and rows that cannot be changed.
     */
    SqlStatement ttl(Duration ttl);

    /**
     * How long the statement may keep its caller waiting; it is cancelled at the server then. Of a stream the waits
     * for all its rows count together, but not what is done with a row in between.
     */
    SqlStatement timeout(Duration timeout);

    /** How many rows are fetched from the server at a time. */
    SqlStatement fetchSize(int rows);

    /**
     * Disables retries, and caching. For queries that call functions with side effects, which the text does not show.
     * By default a query outside a transaction that meets a broken connection runs again on a new one. Statements that
     * may write run again only if the server did not execute them.
     */
    SqlStatement noRetry();

    /** How many rows are read at most; further ones are silently left out. */
    SqlStatement maxRows(int rows);

    /** All rows, as an unmodifiable list. */
    <T> List<T> list(Class<T> rowType);

    /**
     * All rows, as an unmodifiable list.
     *
     * @param mapper makes an object, or {@code null}, of the current row. What it throws reaches the caller.
     */
    <T extends @Nullable Object> List<T> list(RowMapper<T> mapper);

    /**
     * The only row.
     *
     * @throws org.springframework.dao.IncorrectResultSizeDataAccessException if there is none, or more than one
     */
    <T> T one(Class<T> rowType);

    /**
     * The only row; {@code null} if the mapper returned {@code null}.
     *
     * @throws org.springframework.dao.IncorrectResultSizeDataAccessException if there is none, or more than one
     */
    <T extends @Nullable Object> T one(RowMapper<T> mapper);

    /**
     * The only row, or nothing if there is none.
     *
     * @throws org.springframework.dao.IncorrectResultSizeDataAccessException if there is more than one
     */
    <T> Optional<T> optional(Class<T> rowType);

    /**
     * The only row, or nothing if there is none or the mapper returned {@code null}.
     *
     * @throws org.springframework.dao.IncorrectResultSizeDataAccessException if there is more than one
     */
    <T> Optional<T> optional(RowMapper<? extends @Nullable T> mapper);

    /**
     * All rows, in columns. They are packed as they come, so that a large result never takes much more memory than it
     * does in the end. PostgreSQL gives rows in portions only inside a transaction, so one is made for it.
     */
    Rows rows();

    /**
     * The only value of the only row; {@code null} if it is null in the database.
     *
     * @throws org.springframework.dao.IncorrectResultSizeDataAccessException if there is no row, or more than one
     */
    <T> @Nullable T value(Class<T> valueType);

    /**
     * The rows as they come from the server, never all of them in memory. The stream holds a database connection until
     * it is closed, so use it in a try-with-resources statement.
     */
    <T> Stream<T> stream(Class<T> rowType);

    /** As {@link #stream(Class)}, with rows from a mapper. */
    <T extends @Nullable Object> Stream<T> stream(RowMapper<T> mapper);

    /**
     * The part of the rows that {@code pageable} asks for, and whether there are more. The statement should have an
     * {@code order by}; the sort of {@code pageable} must be empty.
     */
    <T> Slice<T> slice(Pageable pageable, Class<T> rowType);

    /** As {@link #slice(Pageable, Class)}, with rows from a mapper. */
    <T> Slice<T> slice(Pageable pageable, RowMapper<T> mapper);

    /** Runs an insert, update, delete or DDL statement and returns the number of rows that changed. */
    int update();

    /**
     * Runs an insert and returns the keys that the database generated, one row for each inserted row.
     *
     * @param keyColumns the columns to return; none means the driver's choice
     */
    Rows updateReturningKeys(String... keyColumns);

    /**
     * Runs the statement once for each element: a record, JavaBean or {@code Map} that gives the named parameters.
     *
     * @return the number of changed rows by element; {@link java.sql.Statement#SUCCESS_NO_INFO} where the driver does
     *     not tell
     */
    int[] batch(List<?> elements);

    /**
     * Runs an insert once for each element, as {@link #batch} does, and returns the keys that the database generated,
     * in the order of the elements. PostgreSQL, H2, MySQL and MariaDB without key columns send the elements together;
     * the others run the statement for one after the other.
     *
     * @param elements records, JavaBeans or maps; none gives no rows
     * @param keyColumns the columns to return; none means the driver's choice
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException on Snowflake, which returns no keys
     */
    Rows batchReturningKeys(List<?> elements, String... keyColumns);
}
