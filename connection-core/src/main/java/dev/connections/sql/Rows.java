package dev.connections.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * The whole result of a query, in columns: numbers as numbers, texts as packed UTF-8, repeated texts once. It needs a
 * fraction of the memory of a list of maps or records and no open connection. Immutable, and safe for use by several
 * threads; equal to another with the same column names and values.
 *
 * <p>{@link Row} says how columns are named and what errors there are.
 */
public final class Rows implements Iterable<Row> {

    private final ResultShape shape;
    private final Column[] columns;
    private final int size;
    private final String sql;
    private final ConversionService conversionService;

    Rows(ResultShape shape, Column[] columns, int size, String sql, ConversionService conversionService) {
        this.shape = shape;
        this.columns = columns;
        this.size = size;
        this.sql = sql;
        this.conversionService = conversionService;
    }

    /** The number of rows. */
    public int size() {
        return size;
    }

    /** Whether there is no row. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The labels of the columns, in order. */
    public List<String> columns() {
        return shape.labels();
    }

    /**
     * A row, counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Row row(int index) {
        return new RowView(this, Objects.checkIndex(index, size));
    }

    @Override
    public Iterator<Row> iterator() {
        return stream().iterator();
    }

    /** The rows, in order. */
    public Stream<Row> stream() {
        return IntStream.range(0, size).mapToObj(this::row);
    }

    /**
     * Each row as a {@code rowType}, by the same rules as {@link SqlOperations#query(String, Class)}. The list cannot be
     * modified.
     */
    @SuppressWarnings("unchecked")
    public <T> List<T> as(Class<T> rowType) {
        if (rowType == Row.class) {
            return (List<T>) stream().toList();
        }
        RowPlan plan = RowPlanCache.of(rowType).plan(shape, CellHandles.ROWS, sql, conversionService);
        RowCursor cursor = new RowCursor(columns);
        List<T> rows = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            cursor.moveTo(i);
            rows.add((T) read(plan, cursor));
        }
        return Collections.unmodifiableList(rows);
    }

    private @Nullable Object read(RowPlan plan, RowCursor cursor) {
        try {
            return plan.handle().invokeExact(cursor, conversionService);
        } catch (Throwable failure) {
            try {
                throw plan.explain(failure, cursor, conversionService, sql);
            } catch (SQLException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    /** The values of one column; null where they are null. The list is a view and cannot be modified. */
    public <T> List<@Nullable T> column(String name, Class<T> type) {
        int column = RowAccess.column(shape, name);
        return new ColumnView<>(this, column, type);
    }

    /**
     * Each row as a map by label, in the order of the columns. Neither the list nor the maps can be modified.
     *
     * @throws InvalidDataAccessApiUsageException if two columns have the same label
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public List<Map<String, @Nullable Object>> toMaps() {
        return (List) as(Map.class);
    }

    ResultShape shape() {
        return shape;
    }

    @Nullable
    Object value(int row, int column) {
        return columns[column].get(row);
    }

    ConversionService conversionService() {
        return conversionService;
    }
}
