package dev.connections.sql;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/** Rows that hold all columns: handles of the type {@code (Object[], ConversionService) -> row}. */
final class RowValues {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private RowValues() {}

    static MethodHandle map(ResultShape shape) {
        return MethodHandles.dropArguments(
                find("map", MethodType.methodType(Map.class, ResultShape.class, Object[].class))
                        .bindTo(shape),
                1,
                ConversionService.class);
    }

    static MethodHandle row(ResultShape shape) {
        return find("row", MethodType.methodType(Row.class, ResultShape.class, Object[].class, ConversionService.class))
                .bindTo(shape);
    }

    /** @throws org.springframework.dao.InvalidDataAccessApiUsageException if two columns have the same label */
    static Map<String, @Nullable Object> map(ResultShape shape, @Nullable Object[] values) {
        RowAccess.checkLabels(shape, "A map");
        return new RowMap(shape, values);
    }

    private static Row row(ResultShape shape, @Nullable Object[] values, ConversionService conversionService) {
        return new SingleRow(shape, values, conversionService);
    }

    private static MethodHandle find(String name, MethodType type) {
        try {
            return LOOKUP.findStatic(RowValues.class, name, type);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(name, ex);
        }
    }
}
