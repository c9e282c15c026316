package dev.connections.sql;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/** Rows that hold all columns: handles of the type {@code (Object[], ConversionService) -> row}. */
final class RowValues {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private RowValues() {}

    static MethodHandle map(ResultShape shape) {
        return find("map", Map.class, shape);
    }

    static MethodHandle row(ResultShape shape) {
        return find("row", Row.class, shape);
    }

    /** In the order of the columns; cannot be modified. */
    static Map<String, @Nullable Object> map(
            ResultShape shape, @Nullable Object[] values, ConversionService conversionService) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>(values.length * 2);
        for (int i = 0; i < values.length; i++) {
            map.put(shape.label(i), values[i]);
        }
        return Collections.unmodifiableMap(map);
    }

    private static Row row(ResultShape shape, @Nullable Object[] values, ConversionService conversionService) {
        return new SingleRow(shape, values, conversionService);
    }

    private static MethodHandle find(String name, Class<?> type, ResultShape shape) {
        try {
            return LOOKUP.findStatic(
                            RowValues.class,
                            name,
                            MethodType.methodType(type, ResultShape.class, Object[].class, ConversionService.class))
                    .bindTo(shape);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(name, ex);
        }
    }
}
