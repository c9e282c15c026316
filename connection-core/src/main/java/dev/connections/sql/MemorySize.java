package dev.connections.sql;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sizes of objects in the memory of a HotSpot JVM with compressed references: headers of 12 and 16 bytes, aligned to 8. */
final class MemorySize {

    /** A small object with a few fields. */
    static final int OBJECT = 32;

    static final int REFERENCE = 4;

    private MemorySize() {}

    static long array(int length, int elementBytes) {
        return align(16L + (long) length * elementBytes);
    }

    /** An object and what it holds; an estimate for classes not known here. */
    static long of(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof String text) {
            boolean latin1 = text.chars().allMatch(c -> c < 256);
            return 24 + array(text.length(), latin1 ? 1 : 2);
        }
        if (value instanceof byte[] bytes) {
            return array(bytes.length, 1);
        }
        if (value instanceof Collection<?> values) {
            return OBJECT
                    + array(values.size(), REFERENCE)
                    + values.stream().mapToLong(MemorySize::of).sum();
        }
        if (value instanceof Map<?, ?> map) {
            return OBJECT
                    + map.entrySet().stream()
                            .mapToLong(entry -> OBJECT + of(entry.getKey()) + of(entry.getValue()))
                            .sum();
        }
        return value instanceof Number ? 24 : OBJECT;
    }

    private static long align(long bytes) {
        return (bytes + 7) & ~7L;
    }
}
