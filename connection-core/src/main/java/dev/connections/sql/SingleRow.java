package dev.connections.sql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/** A row that stands alone, with its values. */
final class SingleRow implements Row {

    private final ResultShape shape;
    private final @Nullable Object[] values;
    private final ConversionService conversionService;

    SingleRow(ResultShape shape, @Nullable Object[] values, ConversionService conversionService) {
        this.shape = shape;
        this.values = values;
        this.conversionService = conversionService;
    }

    @Override
    public List<String> columns() {
        return shape.labels();
    }

    @Override
    public @Nullable Object getObject(int column) {
        return values[RowAccess.column(shape, column)];
    }

    @Override
    public @Nullable Object getObject(String column) {
        return values[RowAccess.column(shape, column)];
    }

    @Override
    public <T> @Nullable T get(int column, Class<T> type) {
        return RowAccess.convert(getObject(column), type, shape.label(column), conversionService);
    }

    @Override
    public <T> @Nullable T get(String column, Class<T> type) {
        return get(RowAccess.column(shape, column), type);
    }

    @Override
    public Map<String, @Nullable Object> toMap() {
        return RowValues.map(shape, values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row that && RowContent.equal(this, that);
    }

    @Override
    public int hashCode() {
        return RowContent.hash(this);
    }

    @Override
    public String toString() {
        return RowContent.toString(this);
    }
}
