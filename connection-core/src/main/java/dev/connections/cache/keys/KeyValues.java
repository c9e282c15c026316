package dev.connections.cache.keys;

import dev.connections.cache.values.RecordAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ObjectUtils;

/**
 * Normalizes the arguments of a query for comparison. Immutable values stay, everything else becomes an unmodifiable
 * copy, framed by its kind. An array and a list, or a nested and a flat one, are therefore never equal.
 */
final class KeyValues {

    private KeyValues() {}

    /** The array itself if all its elements are immutable values, as nearly always. */
    static @Nullable Object[] of(@Nullable Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument != null && !isScalar(argument.getClass())) {
                @Nullable Object[] result = arguments.clone();
                for (int j = i; j < result.length; j++) {
                    result[j] = of(result[j]);
                }
                return result;
            }
        }
        return arguments;
    }

    private static boolean isScalar(Class<?> type) {
        // most are one of these
        return type == String.class
                || type == Integer.class
                || type == Long.class
                || KeyType.of(type) == KeyType.SCALAR;
    }

    static @Nullable Object of(@Nullable Object value) {
        if (value == null || isScalar(value.getClass())) {
            return value;
        }
        Class<?> type = value.getClass();
        return switch (KeyType.of(type)) {
            case SCALAR -> value;
            case RECORD ->
                new Framed(type, Arrays.asList(of(RecordAccess.of(type).values(value))));
            case OTHER -> framed(type, value);
        };
    }

    private static Framed framed(Class<?> type, Object value) {
        if (type.isArray()) {
            return new Framed(type, all(Arrays.asList(ObjectUtils.toObjectArray(value))));
        }
        if (value instanceof List<?> list) {
            return new Framed(List.class, all(list));
        }
        if (value instanceof Set<?> set) {
            return new Framed(Set.class, new HashSet<>(all(set)));
        }
        if (value instanceof Collection<?> collection) {
            return new Framed(Collection.class, all(collection));
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> entries = new HashMap<>();
            map.forEach((key, entry) -> entries.put(of(key), of(entry)));
            return new Framed(Map.class, entries);
        }
        if (value instanceof Optional<?> optional) {
            return new Framed(
                    Optional.class,
                    optional.<List<?>>map(content -> List.of(boxed(content))).orElse(List.of()));
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return new Framed(type, List.of(timestamp.getTime(), timestamp.getNanos()));
        }
        if (value instanceof Date date) {
            return new Framed(type, List.of(date.getTime()));
        }
        if (value instanceof Calendar calendar) {
            return new Framed(
                    type,
                    List.of(calendar.getTimeInMillis(), calendar.getTimeZone().getID()));
        }
        if (value instanceof CharSequence text) {
            return new Framed(type, List.of(text.toString()));
        }
        throw new UnsupportedKeyException(type);
    }

    private static Object boxed(Object value) {
        Object result = of(value);
        return (result != null) ? result : List.of();
    }

    private static List<@Nullable Object> all(Collection<?> values) {
        List<@Nullable Object> result = new ArrayList<>(values.size());
        for (Object value : values) {
            result.add(of(value));
        }
        return result;
    }

    /** Whether two values in their one form are the same: some classes hold themselves equal to others. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        return one == other
                || (one != null && other != null && one.getClass() == other.getClass() && one.equals(other));
    }

    /**
     * A value that is made of others.
     *
     * @param type what it was
     * @param parts a list, set or map of what it is made of, of equal types only where the parts are equal
     */
    record Framed(Class<?> type, Object parts) {}
}
