package dev.connections.sql;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.ClassUtils;

/**
 * Makes a value of a column into the type that is wanted: first by the rules of SQL values, which are the same for every
 * driver, else by a {@link ConversionService}. Immutable.
 */
final class ValueConversion {

    private final TypeDescriptor target;
    private final Class<?> type;
    private final @Nullable ValueConversion element;

    private ValueConversion(TypeDescriptor target) {
        this.target = target;
        this.type = ClassUtils.resolvePrimitiveIfNecessary(target.getType());
        TypeDescriptor elementType = target.isArray() || isList() ? target.getElementTypeDescriptor() : null;
        this.element = elementType == null ? null : new ValueConversion(elementType);
    }

    static ValueConversion to(TypeDescriptor target) {
        return new ValueConversion(target);
    }

    /** Whether values of {@code kind} can become the target; any {@link ColumnKind#OBJECT} might. */
    boolean accepts(ColumnKind kind, ConversionService conversionService) {
        if (isList() || target.isArray() && type != byte[].class) {
            return kind == ColumnKind.ARRAY || kind == ColumnKind.OBJECT;
        }
        if (type.isEnum()) {
            return kind == ColumnKind.TEXT || kind == ColumnKind.OBJECT;
        }
        return kind == ColumnKind.OBJECT
                || type.isAssignableFrom(kind.valueType())
                || isOfSql()
                || conversionService.canConvert(TypeDescriptor.valueOf(kind.valueType()), target);
    }

    /**
     * @throws RuntimeException if the value cannot be converted
     */
    @Nullable
    Object convert(@Nullable Object value, ConversionService conversionService) {
        if (value == null) {
            if (target.isPrimitive()) {
                throw NullForPrimitiveException.INSTANCE;
            }
            return null;
        }
        if (element == null && type.isInstance(value)) {
            return value;
        }
        Object converted = convertSqlValue(value, conversionService);
        return converted != null
                ? converted
                : conversionService.convert(value, TypeDescriptor.forObject(value), target);
    }

    private @Nullable Object convertSqlValue(Object value, ConversionService conversionService) {
        if (element != null && value instanceof List<?> list) {
            return target.isArray() ? array(list, element, conversionService) : list(list, element, conversionService);
        }
        if (type.isEnum()) {
            return value instanceof Number ? refuse(value) : constant(value, conversionService);
        }
        if (type == String.class) {
            return TextValues.of(value);
        }
        if (type == Boolean.class && value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (Number.class.isAssignableFrom(type)) {
            Number number =
                    value instanceof Boolean flag ? (Number) (flag ? 1 : 0) : value instanceof Number n ? n : null;
            return number == null ? null : NumberValues.convert(number, type);
        }
        if (type == UUID.class && value instanceof byte[] bytes && bytes.length == 16) {
            return UuidValues.of(bytes);
        }
        if (type == byte[].class && value instanceof UUID uuid) {
            return UuidValues.bytes(uuid);
        }
        if (JsonValues.isJson(type) && value instanceof String text) {
            return JsonValues.parse(text);
        }
        return TemporalValues.convert(value, type);
    }

    /** A name that is no constant's is left to a converter of the application's own. */
    private @Nullable Object constant(Object value, ConversionService conversionService) {
        String name = value.toString();
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        return conversionService.convert(value, TypeDescriptor.forObject(value), target);
    }

    private Object refuse(Object value) {
        throw new IllegalArgumentException(
                "a number is not the name of a constant of " + type.getSimpleName() + ": " + value);
    }

    private Object array(List<?> list, ValueConversion elements, ConversionService conversionService) {
        Object array = Array.newInstance(elements.target.getType(), list.size());
        for (int i = 0; i < list.size(); i++) {
            Array.set(array, i, elements.convert(list.get(i), conversionService));
        }
        return array;
    }

    private Object list(List<?> list, ValueConversion elements, ConversionService conversionService) {
        Collection<@Nullable Object> converted =
                type == Set.class ? new LinkedHashSet<>() : new ArrayList<>(list.size());
        for (Object value : list) {
            converted.add(elements.convert(value, conversionService));
        }
        return converted instanceof Set<@Nullable Object> set
                ? Collections.unmodifiableSet(set)
                : Collections.unmodifiableList((List<@Nullable Object>) converted);
    }

    private boolean isList() {
        return type == List.class || type == Collection.class || type == Set.class;
    }

    private boolean isOfSql() {
        return type == String.class
                || Number.class.isAssignableFrom(type)
                || type == Boolean.class
                || type == UUID.class
                || type.getName().startsWith("java.time.")
                || java.util.Date.class.isAssignableFrom(type)
                || JsonValues.isJson(type);
    }
}
