package dev.connections.cache;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sizes of objects in the memory of a HotSpot JVM with compressed references: headers of 12 and 16 bytes, aligned to 8. */
public final class MemorySize {

    /** A small object with a few fields. */
    public static final int OBJECT = 32;

    /** A reference to an object. */
    public static final int REFERENCE = 4;

    /** Of a longer list so many elements are looked at, and the others taken to be like them. */
    private static final int SAMPLE = 1000;

    /** What lies deeper is not counted: an object may lead back to itself. */
    private static final int DEEPEST = 20;

    private MemorySize() {}

    /** An array. */
    public static long array(int length, int elementBytes) {
        return align(16L + (long) length * elementBytes);
    }

    /** An object and what it holds; an estimate for classes not known here. */
    public static long of(@Nullable Object value) {
        return of(value, 0);
    }

    private static long of(@Nullable Object value, int depth) {
        if (value == null || depth > DEEPEST) {
            return 0;
        }
        if (value instanceof String text) {
            return 24 + array(text.length(), isLatin1(text) ? 1 : 2);
        }
        if (value instanceof Number) {
            return (value instanceof BigDecimal || value instanceof BigInteger) ? 40 : 24;
        }
        if (value instanceof Boolean || value instanceof Enum || value instanceof Class) {
            // there is one of each
            return 0;
        }
        if (value instanceof Sized sized) {
            return sized.sizeInBytes();
        }
        if (value.getClass().isRecord()) {
            return record(value, depth + 1);
        }
        if (value.getClass().isArray()) {
            return array(value, depth + 1);
        }
        if (value instanceof Collection<?> values) {
            return OBJECT + array(values.size(), REFERENCE) + elements(values, depth + 1);
        }
        if (value instanceof Map<?, ?> map) {
            long entries = map.entrySet().stream()
                    .mapToLong(entry -> OBJECT + of(entry.getKey(), depth + 1) + of(entry.getValue(), depth + 1))
                    .sum();
            return OBJECT + array(map.size(), REFERENCE) + entries;
        }
        if (value instanceof Iterable<?> values) {
            long size = OBJECT;
            for (Object element : values) {
                size += REFERENCE + of(element, depth + 1);
            }
            return size;
        }
        if (value instanceof Optional<?> optional) {
            return 16 + of(optional.orElse(null), depth + 1);
        }
        return (value.getClass().getClassLoader() != null) ? object(value, depth + 1) : OBJECT;
    }

    private static long object(Object value, int depth) {
        ObjectFields fields = ObjectFields.of(value.getClass());
        long size = fields.shallowSize();
        for (Object reference : fields.references(value)) {
            size += of(reference, depth);
        }
        return size;
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 255) {
                return false;
            }
        }
        return true;
    }

    private static long record(Object value, int depth) {
        RecordParts parts = RecordParts.of(value.getClass());
        long size = parts.shallowSize();
        for (Object part : parts.references(value)) {
            size += of(part, depth);
        }
        return size;
    }

    private static long array(Object array, int depth) {
        int length = Array.getLength(array);
        Class<?> type = array.getClass().getComponentType();
        long size = array(length, bytes(type));
        if (array instanceof Object[] elements) {
            for (Object element : elements) {
                size += of(element, depth);
            }
        }
        return size;
    }

    /** A field or an element of an array. */
    static int bytes(Class<?> type) {
        if (type == long.class || type == double.class) {
            return 8;
        }
        if (type == short.class || type == char.class) {
            return 2;
        }
        return (type == byte.class || type == boolean.class) ? 1 : 4;
    }

    private static long elements(Collection<?> values, int depth) {
        if (values.size() <= SAMPLE || !(values instanceof List<?> list)) {
            return values.stream().mapToLong(each -> of(each, depth)).sum();
        }
        long sample = 0;
        for (int i = 0; i < SAMPLE; i++) {
            sample += of(list.get((int) ((long) i * list.size() / SAMPLE)), depth);
        }
        return sample * list.size() / SAMPLE;
    }

    static long align(long bytes) {
        return (bytes + 7) & ~7L;
    }
}
