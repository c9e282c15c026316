package dev.connections.rows;

import dev.connections.rows.mapping.RowMap;
import dev.connections.rows.mapping.TextValues;
import dev.connections.rows.shape.ResultShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/**
 * A row whose columns are named by a {@link dev.connections.rows.shape.ResultShape}. Equal to every other row of the
 * same content.
 */
abstract class ShapedRow implements Row {

    abstract ResultShape shape();

    abstract ConversionService conversionService();

    /** Returns the query that it comes from; empty if that is not known. */
    String sql() {
        return "";
    }

    /** Returns the value of a column that there is, counted from 0. */
    abstract @Nullable Object value(int column);

    @Override
    public final List<String> columns() {
        return shape().labels();
    }

    @Override
    public final @Nullable Object getObject(int column) {
        return value(RowAccess.column(shape(), column));
    }

    @Override
    public final @Nullable Object getObject(String column) {
        return value(RowAccess.column(shape(), column, sql()));
    }

    @Override
    public final <T> @Nullable T get(int column, Class<T> type) {
        return RowAccess.convert(getObject(column), type, shape(), column, conversionService());
    }

    @Override
    public final <T> @Nullable T get(String column, Class<T> type) {
        return get(RowAccess.column(shape(), column, sql()), type);
    }

    @Override
    public final Map<String, @Nullable Object> toMap() {
        @Nullable Object[] values = new Object[shape().columnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i);
        }
        return RowMap.of(shape(), values);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Row that
                && columns().equals(that.columns())
                && IntStream.range(0, columns().size()).allMatch(i -> Objects.deepEquals(value(i), that.getObject(i)));
    }

    @Override
    public final int hashCode() {
        int hash = columns().hashCode();
        for (int i = 0; i < columns().size(); i++) {
            Object value = value(i);
            hash = 31 * hash + (value instanceof byte[] bytes ? Arrays.hashCode(bytes) : Objects.hashCode(value));
        }
        return hash;
    }

    @Override
    public final String toString() {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < columns().size(); i++) {
            Object value = value(i);
            text.add(columns().get(i) + "=" + (value == null ? "null" : TextValues.of(value)));
        }
        return text.toString();
    }
}
