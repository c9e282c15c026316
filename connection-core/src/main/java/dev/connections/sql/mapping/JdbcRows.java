package dev.connections.sql.mapping;

import dev.connections.rows.mapping.RowPlan;
import dev.connections.rows.shape.ResultShape;
import dev.connections.sql.LabelCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;

/** Reads rows of JDBC results by their compiled mapping, and reports rows that cannot be read. */
final class JdbcRows {

    private JdbcRows() {}

    /**
     * Makes the row that {@code rs} is at an object; {@code null} if it is a single value that is null.
     *
     * @param plan compiled for result sets
     * @throws SQLException if the server or the connection fails
     * @throws DataRetrievalFailureException if a value does not fit its component
     */
    @SuppressWarnings("unchecked")
    static <T extends @Nullable Object> T read(
            RowPlan plan, ResultSet rs, ConversionService conversionService, String sql) throws SQLException {
        try {
            return (T) plan.handle().invokeExact(rs, conversionService);
        } catch (Throwable failure) {
            throw explain(plan, failure, rs, conversionService, sql);
        }
    }

    private static DataAccessException explain(
            RowPlan plan, Throwable failure, ResultSet rs, ConversionService conversionService, String sql)
            throws SQLException {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof SQLException ex && !isAboutData(ex, rs)) {
            throw ex;
        }
        @Nullable
        DataAccessException culprit = plan.cells().isEmpty()
                ? unreadable(rs, sql)
                : plan.unfitting(rs, conversionService, sql, ZeroDates::explain);
        if (culprit != null) {
            return culprit;
        }
        if (failure instanceof SQLException ex) {
            throw ex;
        }
        return plan.unaccepted(failure, sql);
    }

    /** For rows that hold all columns. */
    private static @Nullable DataAccessException unreadable(ResultSet rs, String sql) throws SQLException {
        JdbcShape shape = JdbcShape.of(rs, LabelCase.KEEP);
        ResultShape columns = shape.columns();
        for (int i = 0; i < columns.columnCount(); i++) {
            try {
                JdbcCells.value(rs, i, columns.kind(i), shape.dialect());
            } catch (RuntimeException | SQLException ex) {
                return unreadable(columns.label(i), ex, rs, sql);
            }
        }
        return null;
    }

    /**
     * Returns the failure of a value that cannot be read.
     *
     * @throws SQLException if the server or the connection has failed
     */
    static DataRetrievalFailureException unreadable(String label, Exception failure, ResultSet rs, String sql)
            throws SQLException {
        if (failure instanceof SQLException ex && !isAboutData(ex, rs)) {
            throw ex;
        }
        return new DataRetrievalFailureException(
                "Column '" + label + "' cannot be read: " + ZeroDates.explain(failure) + RowPlan.of(sql), failure);
    }

    /** Returns whether the driver could not convert a value, as opposed to having lost its server or its result. */
    private static boolean isAboutData(SQLException ex, ResultSet rs) throws SQLException {
        String state = ex.getSQLState();
        return !(ex instanceof java.sql.SQLTransientException)
                && !(ex instanceof java.sql.SQLRecoverableException)
                && !(ex instanceof java.sql.SQLNonTransientConnectionException)
                && (state == null || !state.startsWith("08") && !state.startsWith("57"))
                && !rs.isClosed();
    }
}
