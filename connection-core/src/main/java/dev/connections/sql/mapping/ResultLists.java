package dev.connections.sql.mapping;

import dev.connections.rows.mapping.RowPlan;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.errors.SqlExceptionTranslation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.RowMapperResultSetExtractor;

/** Reads the rows of a result into unmodifiable lists of objects. */
public final class ResultLists {

    private ResultLists() {}

    /** Reads all rows. A query for one row is run most often: it needs no list that grows. */
    public static <T> List<T> all(SqlOptions options, String sql, Class<T> rowType, ResultSet rs) throws SQLException {
        ConversionService conversions = options.conversionService();
        RowPlan plan = JdbcRowPlans.of(rowType).plan(rs, sql, options);
        if (!rs.next()) {
            return Collections.emptyList();
        }
        T first = JdbcRows.read(plan, rs, conversions, sql);
        if (!rs.next()) {
            return Collections.singletonList(first);
        }
        List<T> rows = new ArrayList<>();
        rows.add(first);
        do {
            rows.add(JdbcRows.<T>read(plan, rs, conversions, sql));
        } while (rs.next());
        return Collections.unmodifiableList(rows);
    }

    /** Reads all rows by a mapper. */
    public static <T extends @Nullable Object> List<T> all(RowMapper<T> mapper, ResultSet rs) throws SQLException {
        return Collections.unmodifiableList(new RowMapperResultSetExtractor<>(mapper).extractData(rs));
    }

    /** Reads one row by a mapper, which may be {@code null}, or none; fails if there are more. */
    public static <T extends @Nullable Object> List<T> atMostOne(
            SqlExceptionTranslation errors, String sql, RowMapper<T> mapper, ResultSet rs) throws SQLException {
        if (!rs.next()) {
            return Collections.emptyList();
        }
        T row = mapper.mapRow(rs, 0);
        if (rs.next()) {
            throw moreThanOne(errors, sql);
        }
        return Collections.singletonList(row);
    }

    private static IncorrectResultSizeDataAccessException moreThanOne(SqlExceptionTranslation errors, String sql) {
        return new IncorrectResultSizeDataAccessException(
                errors.task() + ": there is more than one row; SQL [" + sql + "]", 1);
    }

    /** Reads one row, which may be {@code null}, or none; fails if there are more. */
    public static <T> List<@Nullable T> atMostOne(
            SqlOptions options, SqlExceptionTranslation errors, String sql, Class<T> rowType, ResultSet rs)
            throws SQLException {
        ConversionService conversions = options.conversionService();
        RowPlan plan = JdbcRowPlans.of(rowType).plan(rs, sql, options);
        if (!rs.next()) {
            return Collections.emptyList();
        }
        @Nullable T row = JdbcRows.read(plan, rs, conversions, sql);
        if (rs.next()) {
            throw moreThanOne(errors, sql);
        }
        return Collections.singletonList(row);
    }
}
