package dev.connections.cache.values;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of objects in the memory of a HotSpot JVM with compressed references: headers of 12 and 16 bytes, aligned to 8.
 */
public final class MemorySize {

    /** A small object with a few fields. */
    public static final int OBJECT = 32;

    /** A reference to an object. */
    public static final int REFERENCE = 4;

    private static final int MAX_LATIN1 = 255;

    private MemorySize() {}

    /** An array. */
    public static long array(int length, int elementBytes) {
        return align(16L + (long) length * elementBytes);
    }

    /**
     * An object and what it holds; an estimate for classes not known here. An object that is referred to several times
     * counts once. Takes time in proportion to the number of objects at most.
     */
    public static long of(@Nullable Object value) {
        long leaf = leaf(value);
        return (leaf >= 0) ? leaf : new MemoryWalk().size(value);
    }

    /** An object that holds no others that count; -1 if it may. */
    static long leaf(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Enum || value instanceof Class) {
            // there is one of each
            return 0;
        }
        if (value instanceof String text) {
            return 24 + array(text.length(), isLatin1(text) ? 1 : 2);
        }
        if (value instanceof Number) {
            return (value instanceof BigDecimal || value instanceof BigInteger) ? 40 : 24;
        }
        if (value instanceof Sized sized) {
            return sized.sizeInBytes();
        }
        Class<?> type = value.getClass();
        if (type.isArray()) {
            return type.getComponentType().isPrimitive()
                    ? array(Array.getLength(value), bytes(type.getComponentType()))
                    : -1;
        }
        boolean ofJdk = type.getClassLoader() == null;
        return (ofJdk && !(value instanceof Iterable) && !(value instanceof Map) && type != Optional.class)
                ? OBJECT
                : -1;
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > MAX_LATIN1) {
                return false;
            }
        }
        return true;
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

    static long align(long bytes) {
        return (bytes + 7) & ~7L;
    }
}
