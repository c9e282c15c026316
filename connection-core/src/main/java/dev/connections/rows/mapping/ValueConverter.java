package dev.connections.rows.mapping;

import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.TimeRules;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.ClassUtils;

/**
 * Converts the values of a column to the type that is wanted. First by the rules of SQL values, which are the same for
 * every driver and lose nothing silently, else by a {@link ConversionService}. Immutable.
 */
public final class ValueConverter {

    private final TypeDescriptor target;
    private final Class<?> type;
    private final ColumnKind kind;

    /** Of a list, a set, or an array other than {@code byte[]}. */
    private final @Nullable ValueConverter element;

    private final TimeRules times;

    private ValueConverter(TypeDescriptor target, ColumnKind kind, TimeRules times) {
        this.target = target;
        this.times = times;
        this.type = ClassUtils.resolvePrimitiveIfNecessary(target.getType());
        this.kind = kind;
        TypeDescriptor elementType =
                type.isArray() && type != byte[].class || isList() ? target.getElementTypeDescriptor() : null;
        this.element = elementType == null ? null : new ValueConverter(elementType, ColumnKind.OBJECT, times);
    }

    /**
     * @param kind of the column; {@link ColumnKind#OBJECT} for values that are part of another one
     * @param times of the result that the values come from
     */
    public static ValueConverter to(TypeDescriptor target, ColumnKind kind, TimeRules times) {
        return new ValueConverter(target, kind, times);
    }

    /** Returns whether values of the column can become the target; any {@link ColumnKind#OBJECT} might. */
    boolean accepts(ConversionService conversionService) {
        if (kind == ColumnKind.OBJECT || type == String.class || type.isAssignableFrom(kind.valueType())) {
            return true;
        }
        if (isText() && isMadeOfJson(conversionService)) {
            return JsonValues.PRESENT;
        }
        if (type.isArray() || isList()) {
            return kind == ColumnKind.ARRAY && type != byte[].class || kind == ColumnKind.UUID && type == byte[].class;
        }
        if (type.isEnum() || type == Character.class) {
            return kind == ColumnKind.TEXT;
        }
        if (type == UUID.class) {
            return kind == ColumnKind.TEXT || kind == ColumnKind.BYTES;
        }
        boolean isNumber = Number.class.isAssignableFrom(kind.valueType());
        if (Number.class.isAssignableFrom(type) || type == Boolean.class) {
            return isNumber || isText() || kind.valueType() == Boolean.class;
        }
        if (isTime()) {
            return isNumber || isText() || kind.valueType().getName().startsWith("java.time.");
        }
        return conversionService.canConvert(TypeDescriptor.valueOf(kind.valueType()), target);
    }

    /**
     * @throws RuntimeException if the value cannot be converted
     */
    public @Nullable Object convert(@Nullable Object value, ConversionService conversionService) {
        if (value == null) {
            if (target.isPrimitive()) {
                throw NullForPrimitiveException.INSTANCE;
            }
            return null;
        }
        if (element == null && type != Map.class && type.isInstance(value)) {
            return value;
        }
        Object converted = convertSqlValue(value, conversionService);
        return converted != null ? converted : convertOther(value, conversionService);
    }

    private @Nullable Object convertSqlValue(Object value, ConversionService conversionService) {
        if (value instanceof String text && isText() && isMadeOfJson(conversionService)) {
            return JsonValues.parse(text, target);
        }
        if (element != null) {
            return list(value, element, conversionService);
        }
        if (value instanceof Map<?, ?> map) {
            return type == Map.class
                    ? map(map, conversionService)
                    : type.isRecord() ? StructRecordMapping.of(map, type, times, conversionService) : null;
        }
        if (type.isEnum()) {
            return value instanceof String name ? constant(name) : null;
        }
        if (type == String.class) {
            return TextValues.of(value);
        }
        if (type == Boolean.class && value instanceof Number number) {
            return kind == ColumnKind.FLAG ? (Boolean) (number.doubleValue() != 0) : NumberValues.toBoolean(number);
        }
        if (Number.class.isAssignableFrom(type)) {
            Number number = number(value);
            return number == null ? null : NumberValues.convert(number, type);
        }
        if (type == Character.class && value instanceof String text && text.length() == 1) {
            return text.charAt(0);
        }
        if (type == UUID.class && value instanceof byte[] bytes && bytes.length == 16) {
            return UuidValues.of(bytes);
        }
        if (type == byte[].class && value instanceof UUID uuid) {
            return UuidValues.bytes(uuid);
        }
        return TemporalValues.convert(value, type, times);
    }

    private @Nullable Number number(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof String text) {
            return kind == ColumnKind.BITS ? new BigInteger(text, 2) : NumberValues.parse(text);
        }
        return value instanceof Number number ? number : null;
    }

    /** Returns a name that is no constant's is left to a converter of the application's own. */
    private @Nullable Object constant(String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        return null;
    }

    /**
     * Spring's own converters make the first element of an array, a list of a single value and null of an empty text.
     * None of them is what was stored.
     */
    private Object convertOther(Object value, ConversionService conversionService) {
        if (isLossy(value, conversionService)) {
            throw refused(value);
        }
        Object converted = conversionService.convert(value, TypeDescriptor.forObject(value), target);
        if (converted == null) {
            throw refused(value);
        }
        return converted;
    }

    private boolean isLossy(Object value, ConversionService conversionService) {
        if (value instanceof Number) {
            return type.isEnum() || type == Character.class || type == byte[].class;
        }
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    || list.get(0) == null
                    || conversionService.canConvert(list.get(0).getClass(), type);
        }
        return value instanceof byte[] ? isScalar() : type == byte[].class;
    }

    private IllegalArgumentException refused(Object value) {
        String what = value instanceof byte[] bytes
                ? bytes.length + " bytes are"
                : value instanceof List<?> list
                        ? "a list of " + list.size() + " elements is"
                        : "'" + TextValues.of(value) + "' (" + value.getClass().getSimpleName() + ") is";
        return new IllegalArgumentException(what + " not a " + type.getSimpleName());
    }

    private Object list(Object value, ValueConverter elements, ConversionService conversionService) {
        if (!(value instanceof List<?> list)) {
            throw refused(value);
        }
        if (target.isArray()) {
            Object array = Array.newInstance(elements.target.getType(), list.size());
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) == null && elements.target.isPrimitive()) {
                    throw new IllegalArgumentException("the element " + (i + 1) + " is null, which an array of "
                            + elements.type.getSimpleName() + " can hold, and " + type.getSimpleName() + " cannot");
                }
                Array.set(array, i, elements.convert(list.get(i), conversionService));
            }
            return array;
        }
        Collection<@Nullable Object> converted =
                type == Set.class ? new LinkedHashSet<>() : new ArrayList<>(list.size());
        for (Object each : list) {
            converted.add(elements.convert(each, conversionService));
        }
        return converted instanceof Set<@Nullable Object> set
                ? Collections.unmodifiableSet(set)
                : Collections.unmodifiableList((List<@Nullable Object>) converted);
    }

    private Object map(Map<?, ?> map, ConversionService conversionService) {
        TypeDescriptor keyType = target.getMapKeyTypeDescriptor();
        TypeDescriptor valueType = target.getMapValueTypeDescriptor();
        if (keyType == null || valueType == null) {
            return map;
        }
        ValueConverter keys = to(keyType, ColumnKind.OBJECT, times);
        ValueConverter values = to(valueType, ColumnKind.OBJECT, times);
        Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
        map.forEach((key, value) ->
                converted.put(keys.convert(key, conversionService), values.convert(value, conversionService)));
        return Collections.unmodifiableMap(converted);
    }

    private boolean isList() {
        return type == List.class || type == Collection.class || type == Set.class;
    }

    private boolean isText() {
        return kind.valueType() == String.class || kind == ColumnKind.OBJECT;
    }

    /** Returns a record that is made of one text is made of that text, unless the column is JSON. */
    private boolean isMadeOfJson(ConversionService conversionService) {
        if (kind == ColumnKind.BITS) {
            return false;
        }
        if (JsonValues.isTree(type) || element != null || type == Map.class) {
            return true;
        }
        return kind == ColumnKind.JSON
                ? !BeanUtils.isSimpleValueType(type) && !type.isArray()
                : type.isRecord() && !conversionService.canConvert(String.class, type);
    }

    private boolean isScalar() {
        return Number.class.isAssignableFrom(type) || BeanUtils.isSimpleValueType(type);
    }

    private boolean isTime() {
        return type.getName().startsWith("java.time.") || java.util.Date.class.isAssignableFrom(type);
    }
}
