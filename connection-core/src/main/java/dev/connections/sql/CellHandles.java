package dev.connections.sql;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.ResultSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.StringUtils;

/**
 * Method handles that read one column as a given type, of the type {@code (source, ConversionService) -> type}. Where the
 * column has a typed getter for it, that is all they do; else they convert the column's value.
 */
enum CellHandles {
    JDBC(ResultSet.class, JdbcCells.class),
    ROWS(RowCursor.class, RowCells.class);

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType CONVERT =
            MethodType.methodType(Object.class, Object.class, ConversionService.class);

    private static final Map<ColumnKind, String> OBJECT_GETTERS = Map.of(
            ColumnKind.DECIMAL, "decimal",
            ColumnKind.TEXT, "text",
            ColumnKind.BYTES, "bytes",
            ColumnKind.DATE, "date",
            ColumnKind.TIME, "time",
            ColumnKind.TIMESTAMP, "timestamp",
            ColumnKind.OFFSET_TIMESTAMP, "offsetTimestamp");

    private final Class<?> source;
    private final Class<?> getters;

    CellHandles(Class<?> source, Class<?> getters) {
        this.source = source;
        this.getters = getters;
    }

    /** The type of what the cells are read from. */
    Class<?> source() {
        return source;
    }

    /** Reads a column as the target, or {@code null} if its values cannot become that. */
    @Nullable
    MethodHandle cell(ResultShape shape, int column, TypeDescriptor target, ConversionService conversionService) {
        MethodHandle typed = shape.dialect() == SqlDialect.SQLITE ? null : typed(shape, column, target.getType());
        if (typed != null) {
            return MethodHandles.dropArguments(typed, 1, ConversionService.class);
        }
        ValueConversion conversion = ValueConversion.to(target);
        if (!conversion.accepts(shape.kind(column), conversionService)) {
            return null;
        }
        MethodHandle value = MethodHandles.insertArguments(
                find("value", Object.class, int.class, ResultShape.class), 1, column, shape);
        MethodHandle convert = virtual(conversion);
        return MethodHandles.collectArguments(convert, 0, value)
                .asType(MethodType.methodType(target.getType(), source, ConversionService.class));
    }

    /** Reads the whole row: {@code (source) -> Object[]}. */
    MethodHandle values(ResultShape shape) {
        return MethodHandles.insertArguments(find("values", Object[].class, ResultShape.class), 1, shape);
    }

    private @Nullable MethodHandle typed(ResultShape shape, int column, Class<?> type) {
        ColumnKind kind = shape.kind(column);
        if (this == JDBC && shape.dialect() == SqlDialect.SNOWFLAKE && SnowflakeValues.isTemporal(kind)) {
            return null;
        }
        if (kind.valueType() == type && OBJECT_GETTERS.containsKey(kind)) {
            return bound(OBJECT_GETTERS.get(kind), type, column);
        }
        MethodType unwrapped = MethodType.methodType(type).unwrap();
        Class<?> primitive = unwrapped.returnType();
        if (!primitive.isPrimitive()) {
            return null;
        }
        String suffix = type.isPrimitive() ? "Value" : "OrNull";
        if (hasGetter(kind, primitive) || this == JDBC && isTinyInt(shape, column, primitive)) {
            return bound(primitive.getName() + suffix, type, column);
        }
        boolean narrows = primitive == int.class || primitive == short.class || primitive == byte.class;
        if (narrows && (kind == ColumnKind.INT || kind == ColumnKind.LONG)) {
            Class<?> wide = type.isPrimitive() ? long.class : Long.class;
            return MethodHandles.filterReturnValue(bound("long" + suffix, wide, column), narrowing(wide, type));
        }
        return null;
    }

    private static boolean hasGetter(ColumnKind kind, Class<?> primitive) {
        return switch (kind) {
            case BOOLEAN -> primitive == boolean.class;
            case INT ->
                primitive == int.class
                        || primitive == long.class
                        || primitive == double.class
                        || primitive == float.class;
            case LONG -> primitive == long.class || primitive == double.class || primitive == float.class;
            case FLOAT, DOUBLE, DECIMAL -> primitive == double.class || primitive == float.class;
            default -> false;
        };
    }

    /** The drivers of MySQL and MariaDB take every {@code tinyint(1)} for a boolean, but as an int they give its value. */
    private static boolean isTinyInt(ResultShape shape, int column, Class<?> primitive) {
        return shape.kind(column) == ColumnKind.BOOLEAN
                && (shape.dialect() == SqlDialect.MARIADB || shape.dialect() == SqlDialect.MYSQL)
                && (primitive == int.class || primitive == long.class);
    }

    private MethodHandle bound(String getter, Class<?> type, int column) {
        return MethodHandles.insertArguments(find(getter, type, int.class), 1, column);
    }

    private MethodHandle find(String getter, Class<?> type, Class<?>... arguments) {
        MethodType signature = MethodType.methodType(type, source, arguments);
        try {
            return LOOKUP.findStatic(getters, getter, signature);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(getters.getSimpleName() + "." + getter + signature, ex);
        }
    }

    private static MethodHandle narrowing(Class<?> wide, Class<?> type) {
        String primitive = MethodType.methodType(type).unwrap().returnType().getName();
        String method = "to" + StringUtils.capitalize(primitive) + (type.isPrimitive() ? "" : "OrNull");
        try {
            return LOOKUP.findStatic(NumberValues.class, method, MethodType.methodType(type, wide));
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(method, ex);
        }
    }

    private static MethodHandle virtual(ValueConversion conversion) {
        try {
            return LOOKUP.findVirtual(ValueConversion.class, "convert", CONVERT).bindTo(conversion);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
