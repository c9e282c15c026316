package dev.connections.sql;

import dev.connections.rows.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;

/**
 * The operations of a database: by a {@link SqlConnection}, and by the same inside a transaction. Parameters are
 * named, {@code :pet}; their values are bound, never written into the text.
 *
 * <p>Safe for use by several threads. All methods throw Spring's {@link DataAccessException}s.
 */
public interface SqlOperations {

    /** Runs a query and reads its whole result. */
    default Rows query(String sql) {
        return sql(sql).rows();
    }

    /** Runs a query with named parameters and reads its whole result. */
    default Rows query(String sql, Map<String, ?> params) {
        return sql(sql).params(params).rows();
    }

    /** Runs a query, or takes a result that is no older than {@code ttl}. */
    default Rows query(String sql, Duration ttl) {
        return sql(sql).ttl(ttl).rows();
    }

    /** Runs a query with named parameters, or takes a result that is no older than {@code ttl}. */
    default Rows query(String sql, Map<String, ?> params, Duration ttl) {
        return sql(sql).params(params).ttl(ttl).rows();
    }

    /**
     * Runs a query and makes each row a {@code rowType}: a record, a JavaBean, a {@link Map}, or, when there is one
     * column, its value. The list cannot be modified.
     */
    default <T> List<T> query(String sql, Class<T> rowType) {
        return sql(sql).list(rowType);
    }

    /** As {@link #query(String, Class)}, with named parameters. */
    default <T> List<T> query(String sql, Map<String, ?> params, Class<T> rowType) {
        return sql(sql).params(params).list(rowType);
    }

    /** Runs a query and maps each row by code. The list cannot be modified, and is not cached. */
    default <T extends @Nullable Object> List<T> query(String sql, RowMapper<T> mapper) {
        return sql(sql).list(mapper);
    }

    /** As {@link #query(String, RowMapper)}, with named parameters. */
    default <T extends @Nullable Object> List<T> query(String sql, Map<String, ?> params, RowMapper<T> mapper) {
        return sql(sql).params(params).list(mapper);
    }

    /** Runs an insert, update, delete or DDL statement and returns the number of rows that changed. */
    default int update(String sql) {
        return sql(sql).update();
    }

    /** As {@link #update(String)}, with named parameters. */
    default int update(String sql, Map<String, ?> params) {
        return sql(sql).params(params).update();
    }

    /**
     * Reads a whole table or view. The name, {@code table}, {@code schema.table} or {@code catalog.schema.table}, is
     * looked up in the database and quoted, so it may come from a user.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if there is no such table
     */
    Rows table(String name);

    /** Starts a statement, to be given parameters and options and then run. */
    SqlStatement sql(String sql);
}
