package dev.connections.rows.mapping;

import dev.connections.rows.shape.ResultShape;
import java.io.Serial;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A row as a map by label, in the order of the columns. Labels are found in any case, as in the maps of {@code
 * JdbcTemplate}, unless two columns differ in case only. Immutable.
 */
public final class RowMap extends AbstractMap<String, @Nullable Object> implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient ResultShape shape;

    private final transient @Nullable Object[] values;

    private RowMap(ResultShape shape, @Nullable Object[] values) {
        this.shape = shape;
        this.values = values;
    }

    /** @throws org.springframework.dao.InvalidDataAccessApiUsageException if two columns have the same label */
    public static Map<String, @Nullable Object> of(ResultShape shape, @Nullable Object[] values) {
        shape.requireDistinctLabels("A map");
        return new RowMap(shape, values);
    }

    @Override
    public @Nullable Object get(@Nullable Object label) {
        int column = find(label);
        return (column >= 0) ? values[column] : null;
    }

    @Override
    public boolean containsKey(@Nullable Object label) {
        return find(label) >= 0;
    }

    private int find(@Nullable Object label) {
        return (label instanceof String text) ? shape.findInAnyCase(text) : ResultShape.MISSING;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, @Nullable Object>> iterator() {
                return IntStream.range(0, values.length).mapToObj(this::entry).iterator();
            }

            private Entry<String, @Nullable Object> entry(int column) {
                return new SimpleImmutableEntry<>(shape.label(column), values[column]);
            }

            @Override
            public int size() {
                return values.length;
            }
        };
    }

    /** Returns a plain map, as the shape of a result is not serializable. */
    @Serial
    private Object writeReplace() {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(this);
        return Collections.unmodifiableMap(copy);
    }
}
