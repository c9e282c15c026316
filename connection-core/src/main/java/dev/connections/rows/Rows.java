package dev.connections.rows;

import dev.connections.cache.values.MemorySize;
import dev.connections.cache.values.Sized;
import dev.connections.rows.mapping.RowPlan;
import dev.connections.rows.mapping.RowPlanCache;
import dev.connections.rows.shape.ResultShape;
import dev.connections.sql.SqlOperations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dflib.DataFrame;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/**
 * The whole result of a query, in columns: numbers as numbers, texts as packed UTF-8, repeated texts once. It needs a
 * fraction of the memory of a list of maps or records and no open connection. Immutable, and safe for use by several
 * threads; equal to another with the same column names and values.
 *
 * <p>{@link Row} says how columns are named and what errors there are.
 */
public final class Rows implements Iterable<Row>, Sized {

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

    /**
     * Rows of values that are there already. The columns are all keys in the order in which they appear; where a map
     * has no such key, the value is null. Columns of numbers of several types take the narrowest type that holds them
     * all.
     *
     * @param rows a map by column for each row
     * @throws IllegalArgumentException if a value could change later on
     */
    public static Rows of(Collection<? extends Map<String, ? extends @Nullable Object>> rows) {
        return MapRows.of(rows);
    }

    /** Returns the number of rows. */
    public int size() {
        return size;
    }

    /** Returns whether there is no row. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Returns the labels of the columns, in order. */
    public List<String> columns() {
        return shape.labels();
    }

    /**
     * Returns a row, counted from 0.
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

    /** Returns the rows, in order. */
    public Stream<Row> stream() {
        return IntStream.range(0, size).mapToObj(this::row);
    }

    /**
     * Each row as a {@code rowType}, by the same rules as {@link SqlOperations#query(String, Class)}. The list cannot
     * be modified.
     */
    @SuppressWarnings("unchecked")
    public <T> List<T> as(Class<T> rowType) {
        if (rowType == Row.class) {
            return (List<T>) stream().toList();
        }
        RowPlan plan = RowPlanCache.of(rowType).plan(shape, RowCellHandles.INSTANCE, sql, conversionService);
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
            throw plan.explain(failure, cursor, conversionService, sql);
        }
    }

    /** Returns the values of one column; null where they are null. The list is a view and cannot be modified. */
    public <T> List<@Nullable T> column(String name, Class<T> type) {
        int column = RowAccess.column(shape, name, sql);
        return new ColumnView<>(this, column, type);
    }

    /**
     * Each row as a map by label, in the order of the columns. Labels are found in any case, unless two differ in case
     * only. Neither the list nor the maps can be modified.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if two columns have the same label
     */
    public List<Map<String, @Nullable Object>> toMaps() {
        shape.requireDistinctLabels("A map");
        return stream().map(Row::toMap).toList();
    }

    /**
     * Writes the labels and the rows as comma-separated values, RFC 4180: lines end with CR LF, null is empty, an empty
     * text is {@code ""}. The writer is neither flushed nor closed.
     *
     * @throws java.io.UncheckedIOException if the writer fails
     */
    public void writeCsv(Appendable writer) {
        RowsCsv.write(this, writer);
    }

    /**
     * A DFLib data frame with the same columns; it needs {@code org.dflib:dflib}.
     *
     * @throws IllegalStateException if DFLib is not on the class path
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if two columns have the same label
     */
    @SuppressWarnings("unchecked")
    public <F extends Object & DataFrame> F toDataFrame() {
        // The erased type is Object: Rows can be looked at by reflection without DFLib.
        shape.requireDistinctLabels("A data frame");
        try {
            return (F) RowsDataFrame.of(this);
        } catch (NoClassDefFoundError ex) {
            throw new IllegalStateException(
                    "toDataFrame() needs DFLib on the class path: add the dependency org.dflib:dflib", ex);
        }
    }

    /** About how much memory the rows occupy. */
    @Override
    public long sizeInBytes() {
        long bytes = MemorySize.OBJECT;
        for (Column column : columns) {
            bytes += column.sizeInBytes();
        }
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Rows that
                        && size == that.size
                        && columns().equals(that.columns())
                        && IntStream.range(0, size).allMatch(i -> row(i).equals(that.row(i)));
    }

    @Override
    public int hashCode() {
        int hash = columns().hashCode();
        for (Row row : this) {
            hash = 31 * hash + row.hashCode();
        }
        return hash;
    }

    /** Returns a table of the first rows, with long values cut off. */
    @Override
    public String toString() {
        return RowsTextTable.of(this);
    }

    /** Returns the same rows with other labels, one for each column. */
    public Rows labelled(String... labels) {
        return new Rows(shape.labelled(labels), columns, size, sql, conversionService);
    }

    String sql() {
        return sql;
    }

    Column[] packed() {
        return columns;
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
