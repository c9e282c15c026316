package dev.connections.cache.redis;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a stored result begins with, in ASCII so that scripts can read it: {@code generation|microseconds|}.
 *
 * @param generation the generation of its query when loading it began: it is valid as long as that is still the
 *     present one
 * @param began when loading it began, in microseconds, by the clock of Redis
 */
record EntryHeader(String generation, long began) {

    /** A stamp is not longer. */
    static final int MOST_BYTES = 96;

    byte[] before(byte[] result) {
        byte[] header = (this + "|").getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[header.length + result.length];
        System.arraycopy(header, 0, bytes, 0, header.length);
        System.arraycopy(result, 0, bytes, header.length, result.length);
        return bytes;
    }

    /** The stamp of a stored result; {@code null} if it has none. */
    static @Nullable EntryHeader of(byte[] stored) {
        int first = end(stored, 0);
        int second = end(stored, first + 1);
        if (first < 0 || second < 0) {
            return null;
        }
        try {
            return new EntryHeader(
                    new String(stored, 0, first, StandardCharsets.US_ASCII),
                    Long.parseLong(new String(stored, first + 1, second - first - 1, StandardCharsets.US_ASCII)));
        } catch (NumberFormatException ex) {
            return null;
        }
    }

    private static int end(byte[] stored, int start) {
        for (int i = start; i < Math.min(stored.length, MOST_BYTES); i++) {
            if (stored[i] == '|') {
                return i;
            }
        }
        return -1;
    }

    /** How many bytes it takes. */
    int length() {
        return toString().length() + 1;
    }

    @Override
    public String toString() {
        return generation + "|" + began;
    }
}
