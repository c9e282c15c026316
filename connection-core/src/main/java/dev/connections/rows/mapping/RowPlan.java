package dev.connections.rows.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;

/**
 * A compiled mapping of rows of one shape to one type. Immutable, and free of the query and the conversion service it
 * was compiled for.
 *
 * @param handle makes a row: {@code (source, ConversionService) -> Object}
 * @param cells its parts, to find out which of them failed
 */
public record RowPlan(Class<?> rowType, MethodHandle handle, List<Cell> cells) {

    /**
     * One part of a row.
     *
     * @param component the record component or bean property; {@code null} if the row is a single value
     * @param handle reads it: {@code (source, ConversionService) -> Object}
     */
    public record Cell(@Nullable String component, String column, Class<?> type, MethodHandle handle) {}

    /** Explains why {@code handle} failed on the row that {@code source} is at. */
    public DataAccessException explain(
            Throwable failure, Object source, ConversionService conversionService, String sql) {
        if (failure instanceof Error error) {
            throw error;
        }
        @Nullable
        DataAccessException culprit = unfitting(source, conversionService, sql, ex -> String.valueOf(ex.getMessage()));
        return (culprit != null) ? culprit : unaccepted(failure, sql);
    }

    /**
     * Finds the cell that cannot be read, by reading all of them once more: so telling the culprit costs nothing as
     * long as all goes well. {@code null} if each of them can be read.
     *
     * @param messages the message of a failure
     */
    public @Nullable DataAccessException unfitting(
            Object source, ConversionService conversionService, String sql, Function<Throwable, String> messages) {
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
                                + cell.type().getTypeName() + ": " + messages.apply(ex) + of(sql),
                        ex);
            }
        }
        return null;
    }

    /** Returns the failure of a row type that refuses what the cells hold. */
    public DataAccessException unaccepted(Throwable failure, String sql) {
        if (failure instanceof RuntimeException ex) {
            return new DataRetrievalFailureException(
                    rowType.getTypeName() + " does not accept a row: " + ex.getMessage() + of(sql), ex);
        }
        throw new UndeclaredThrowableException(failure);
    }

    /** Returns the query, for the end of a message. */
    public static String of(String sql) {
        return sql.isEmpty() ? "." : "; in the query: " + (sql.length() > 500 ? sql.substring(0, 500) + "…" : sql);
    }

    private String target(Cell cell) {
        return cell.component() == null ? "the value" : "'" + cell.component() + "' of " + rowType.getTypeName();
    }
}
