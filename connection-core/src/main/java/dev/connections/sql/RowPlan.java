package dev.connections.sql;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;

/**
 * A compiled mapping of rows of one shape to one type. Immutable, and free of the query and the conversion service it was
 * compiled for.
 *
 * @param handle makes a row: {@code (source, ConversionService) -> Object}
 * @param cells its parts, to find out which of them failed
 */
record RowPlan(Class<?> rowType, MethodHandle handle, List<Cell> cells) {

    /**
     * One part of a row.
     *
     * @param component the record component or bean property; {@code null} if the row is a single value
     * @param handle reads it: {@code (source, ConversionService) -> Object}
     */
    record Cell(@Nullable String component, String column, Class<?> type, MethodHandle handle) {}

    /** Whether rows of that shape may depend on the time zone of the session. */
    boolean needsZone(ResultShape shape) {
        return cells.isEmpty() || cells.stream().anyMatch(cell -> shape.needsZoneFor(cell.type()));
    }

    /**
     * Makes the row that {@code rs} is at an object, if this was compiled for result sets; {@code null} if it is a single
     * value that is null.
     *
     * @throws SQLException if the server or the connection fails
     * @throws DataRetrievalFailureException if a value does not fit its component
     */
    @SuppressWarnings("unchecked")
    <T extends @Nullable Object> T read(ResultSet rs, ConversionService conversionService, String sql)
            throws SQLException {
        try {
            return (T) handle.invokeExact(rs, conversionService);
        } catch (Throwable failure) {
            throw explain(failure, rs, conversionService, sql);
        }
    }

    /**
     * Explains why {@code handle} failed on the row that {@code source} is at, by reading its cells once more: so telling
     * the culprit costs nothing as long as all goes well.
     */
    DataAccessException explain(Throwable failure, Object source, ConversionService conversionService, String sql)
            throws SQLException {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof SQLException ex && !isAboutData(ex, source)) {
            throw ex;
        }
        if (cells.isEmpty() && source instanceof ResultSet rs) {
            return unreadable(failure, rs, sql);
        }
        for (Cell cell : cells) {
            try {
                cell.handle().invoke(source, conversionService);
            } catch (NullForPrimitiveException ex) {
                return new DataRetrievalFailureException("Column '" + cell.column() + "' is null, but "
                        + target(cell) + " is the primitive " + cell.type().getName()
                        + ". Make it nullable, or use coalesce in the query" + of(sql));
            } catch (Throwable ex) {
                return new DataRetrievalFailureException(
                        "Column '" + cell.column() + "' cannot become " + target(cell) + " of type "
                                + cell.type().getTypeName() + ": " + ZeroDates.explain(ex) + of(sql),
                        ex);
            }
        }
        return unaccepted(failure, sql);
    }

    private DataAccessException unaccepted(Throwable failure, String sql) throws SQLException {
        if (failure instanceof RuntimeException ex) {
            return new DataRetrievalFailureException(
                    rowType.getTypeName() + " does not accept a row: " + ex.getMessage() + of(sql), ex);
        }
        if (failure instanceof SQLException ex) {
            throw ex;
        }
        throw new UndeclaredThrowableException(failure);
    }

    /** The same for rows that hold all columns. */
    private DataAccessException unreadable(Throwable failure, ResultSet rs, String sql) throws SQLException {
        ResultShape shape = ResultShape.of(rs, LabelCase.KEEP);
        for (int i = 0; i < shape.columnCount(); i++) {
            try {
                JdbcCells.value(rs, i, shape);
            } catch (RuntimeException | SQLException ex) {
                return unreadable(shape.label(i), ex, rs, sql);
            }
        }
        return unaccepted(failure, sql);
    }

    /**
     * The failure of a value that cannot be read.
     *
     * @throws SQLException if the server or the connection has failed
     */
    static DataRetrievalFailureException unreadable(String label, Exception failure, ResultSet rs, String sql)
            throws SQLException {
        if (failure instanceof SQLException ex && !isAboutData(ex, rs)) {
            throw ex;
        }
        return new DataRetrievalFailureException(
                "Column '" + label + "' cannot be read: " + ZeroDates.explain(failure) + of(sql), failure);
    }

    /** The query, for the end of a message. */
    static String of(String sql) {
        return sql.isEmpty() ? "." : "; in the query: " + (sql.length() > 500 ? sql.substring(0, 500) + "…" : sql);
    }

    private String target(Cell cell) {
        return cell.component() == null ? "the value" : "'" + cell.component() + "' of " + rowType.getTypeName();
    }

    /** Whether the driver could not convert a value, as opposed to having lost its server or its result. */
    private static boolean isAboutData(SQLException ex, Object source) throws SQLException {
        String state = ex.getSQLState();
        return !(ex instanceof java.sql.SQLTransientException)
                && !(ex instanceof java.sql.SQLRecoverableException)
                && !(ex instanceof java.sql.SQLNonTransientConnectionException)
                && (state == null || !state.startsWith("08") && !state.startsWith("57"))
                && !(source instanceof ResultSet rs && rs.isClosed());
    }
}
