package dev.connections.rows;

import dev.connections.NearestName;
import dev.connections.rows.mapping.RowPlan;
import dev.connections.rows.mapping.ValueConverter;
import dev.connections.rows.shape.ResultShape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Value access that all kinds of rows share: names, conversions and their errors. */
final class RowAccess {

    private RowAccess() {}

    /** @param sql the query, for the message; empty if it is not known */
    static int column(ResultShape shape, String name, String sql) {
        int column = shape.find(name);
        if (column == ResultShape.MISSING) {
            throw new InvalidDataAccessApiUsageException("There is no column '" + name + "'"
                    + NearestName.of(name, shape.labels())
                            .map(nearest -> "; did you mean '" + nearest + "'?")
                            .orElse(".")
                    + " The columns are " + shape.labels() + RowPlan.of(sql));
        }
        if (column == ResultShape.AMBIGUOUS) {
            List<String> candidates = shape.candidates(name);
            throw new InvalidDataAccessApiUsageException("Several columns are named '" + name + "': " + candidates
                    + ". Give them different names with 'as', or use their index" + RowPlan.of(sql));
        }
        return column;
    }

    static int column(ResultShape shape, int column) {
        if (column < 0 || column >= shape.columnCount()) {
            throw new InvalidDataAccessApiUsageException(
                    "There is no column " + column + ", counted from 0. The columns are " + shape.labels());
        }
        return column;
    }

    /** Returns the value of a column as a {@code type}. */
    static <T> @Nullable T convert(
            @Nullable Object value, Class<T> type, ResultShape shape, int column, ConversionService conversionService) {
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        try {
            Object converted = ValueConverter.to(TypeDescriptor.valueOf(type), shape.kind(column), shape.times())
                    .convert(value, conversionService);
            @SuppressWarnings("unchecked")
            T cast = (T) converted;
            return cast;
        } catch (RuntimeException ex) {
            throw new DataRetrievalFailureException(
                    "Column '" + shape.label(column) + "' cannot become a " + type.getTypeName() + ": "
                            + ex.getMessage(),
                    ex);
        }
    }

    static <T> T notNull(@Nullable T value, String column, String getter) {
        if (value == null) {
            throw new DataRetrievalFailureException("Column '" + column + "' is null, which " + getter
                    + " cannot return: ask isNull first, or use get(column, type)");
        }
        return value;
    }
}
