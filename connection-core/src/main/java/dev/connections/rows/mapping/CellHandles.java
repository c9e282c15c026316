package dev.connections.rows.mapping;

import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.StringUtils;

/**
 * Method handles that read one column as a given type, of the type {@code (source, ConversionService) -> type}. Where
 * the column has a typed getter for it, that is all they do; else they convert the column's value.
 */
public abstract class CellHandles {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType CONVERT =
            MethodType.methodType(Object.class, Object.class, ConversionService.class);

    private static final MethodHandle IS_NULL =
            found(LOOKUP, Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class));

    private static final Map<ColumnKind, String> OBJECT_GETTERS = Map.of(
            ColumnKind.DECIMAL, "decimal",
            ColumnKind.TEXT, "text",
            ColumnKind.JSON, "text",
            ColumnKind.BITS, "text",
            ColumnKind.BYTES, "bytes",
            ColumnKind.DATE, "date",
            ColumnKind.TIME, "time",
            ColumnKind.TIMESTAMP, "timestamp",
            ColumnKind.OFFSET_TIMESTAMP, "offsetTimestamp");

    private final Class<?> source;
    private final Class<?> getters;
    private final MethodHandles.Lookup lookup;

    /**
     * @param source the class that the cells are read from
     * @param getters has a static method for each primitive type and kind, which takes the source and the column
     * @param lookup sees the getters
     */
    public CellHandles(Class<?> source, Class<?> getters, MethodHandles.Lookup lookup) {
        this.source = source;
        this.getters = getters;
        this.lookup = lookup;
    }

    /** Reads a column as the class of its kind: {@code (source) -> Object}. */
    public abstract MethodHandle value(ResultShape shape, int column);

    /** Reads the whole row: {@code (source) -> Object[]}. */
    public abstract MethodHandle values(ResultShape shape);

    /** Returns whether there are getters for columns of a kind. */
    public abstract boolean hasGetters(ColumnKind kind);

    /** Returns whether a {@link ColumnKind#FLAG} can be read as a number, too. */
    public abstract boolean readsFlagsAsNumbers();

    /**
     * Makes a row of a type that only this source knows: {@code (Object[], ConversionService) -> row}; {@code null} for
     * all others.
     */
    public @Nullable MethodHandle wholeRow(Class<?> rowType, ResultShape shape) {
        return null;
    }

    /** Returns the type of what the cells are read from. */
    Class<?> source() {
        return source;
    }

    /** Reads a column as the target, or {@code null} if its values cannot become that. */
    @Nullable
    MethodHandle cell(ResultShape shape, int column, TypeDescriptor target, ConversionService conversionService) {
        MethodHandle typed = shape.isMixed(column) ? null : typed(shape, column, target.getType());
        if (typed != null) {
            return MethodHandles.dropArguments(typed, 1, ConversionService.class);
        }
        ValueConverter conversion = ValueConverter.to(target, shape.kind(column), shape.times());
        if (!conversion.accepts(conversionService)) {
            return null;
        }
        MethodHandle value = value(shape, column);
        MethodHandle convert = virtual(conversion);
        return MethodHandles.collectArguments(convert, 0, value)
                .asType(MethodType.methodType(target.getType(), source, ConversionService.class));
    }

    private @Nullable MethodHandle typed(ResultShape shape, int column, Class<?> type) {
        ColumnKind kind = shape.kind(column);
        if (!hasGetters(kind)) {
            return null;
        }
        if (kind.valueType() == type && OBJECT_GETTERS.containsKey(kind)) {
            return bound(OBJECT_GETTERS.get(kind), type, column);
        }
        Class<?> primitive = MethodType.methodType(type).unwrap().returnType();
        if (!primitive.isPrimitive()) {
            return null;
        }
        String suffix = type.isPrimitive() ? "Value" : "OrNull";
        if (readsFlagsAsNumbers() && kind == ColumnKind.FLAG && primitive == boolean.class) {
            return bound("flag" + suffix, type, column);
        }
        if (isOf(kind, primitive)) {
            return bound(primitive.getName() + suffix, type, column);
        }
        Class<?> stored = stored(kind, primitive);
        return stored == null ? null : converted(column, stored, type);
    }

    /** Returns whether the getter of a primitive gives each value of a kind as it is. */
    private boolean isOf(ColumnKind kind, Class<?> primitive) {
        return switch (kind) {
            case BOOLEAN -> primitive == boolean.class;
            case FLAG ->
                primitive == boolean.class
                        || readsFlagsAsNumbers() && (primitive == int.class || primitive == long.class);
            case INT -> primitive == int.class || primitive == long.class || primitive == double.class;
            case LONG -> primitive == long.class;
            case FLOAT -> primitive == float.class;
            case DOUBLE -> primitive == double.class;
            default -> false;
        };
    }

    /** As what to read a number of a kind before it is made into another primitive, if that is possible at all. */
    private static @Nullable Class<?> stored(ColumnKind kind, Class<?> primitive) {
        boolean isFloating = primitive == double.class || primitive == float.class;
        boolean isSmall = primitive == int.class || primitive == short.class || primitive == byte.class;
        return switch (kind) {
            case INT, LONG -> isFloating || isSmall ? long.class : null;
            case FLOAT -> isFloating ? float.class : null;
            case DOUBLE -> isFloating ? double.class : null;
            case DECIMAL -> isFloating ? Number.class : null;
            default -> null;
        };
    }

    /** Reads a number as it is stored, then makes it another one, or throws if it does not fit. */
    private MethodHandle converted(int column, Class<?> stored, Class<?> type) {
        Class<?> primitive = MethodType.methodType(type).unwrap().returnType();
        MethodHandle convert = numbers("to" + StringUtils.capitalize(primitive.getName()), primitive, stored);
        if (type.isPrimitive()) {
            return MethodHandles.filterReturnValue(
                    stored == Number.class
                            ? bound("numberValue", Number.class, column)
                            : bound(stored.getName() + "Value", stored, column),
                    convert);
        }
        Class<?> nullable = MethodType.methodType(stored).wrap().returnType();
        MethodHandle value =
                bound(stored == Number.class ? "numberOrNull" : stored.getName() + "OrNull", nullable, column);
        MethodHandle orNull = MethodHandles.guardWithTest(
                IS_NULL.asType(MethodType.methodType(boolean.class, nullable)),
                MethodHandles.dropArguments(MethodHandles.constant(type, null), 0, nullable),
                convert.asType(MethodType.methodType(type, nullable)));
        return MethodHandles.filterReturnValue(value, orNull);
    }

    private MethodHandle bound(String getter, Class<?> type, int column) {
        return MethodHandles.insertArguments(find(getter, type, int.class), 1, column);
    }

    /** Returns a getter, which takes the source before the arguments. */
    public final MethodHandle find(String getter, Class<?> type, Class<?>... arguments) {
        return found(lookup, getters, getter, MethodType.methodType(type, source, arguments));
    }

    private static MethodHandle numbers(String method, Class<?> type, Class<?> argument) {
        return found(LOOKUP, NumberValues.class, method, MethodType.methodType(type, argument));
    }

    private static MethodHandle found(
            MethodHandles.Lookup lookup, Class<?> owner, String method, MethodType signature) {
        try {
            return lookup.findStatic(owner, method, signature);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(owner.getSimpleName() + "." + method + signature, ex);
        }
    }

    private static MethodHandle virtual(ValueConverter conversion) {
        try {
            return LOOKUP.findVirtual(ValueConverter.class, "convert", CONVERT).bindTo(conversion);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
