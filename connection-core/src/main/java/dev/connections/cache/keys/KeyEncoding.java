package dev.connections.cache.keys;

import dev.connections.cache.values.RecordAccess;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Encodes keys as bytes that are the same on every node: two encodings are equal exactly if the keys are. Classes
 * are compared by name.
 */
public final class KeyEncoding {

    private static final int VERSION = 1;

    private KeyEncoding() {}

    /**
     * A digest of a key: 43 letters, digits, {@code -} and {@code _} that stand for a SHA-256.
     *
     * @return {@code null} if the key holds a value that is not sure to be the same on every node
     */
    public static @Nullable String digest(QueryKey key) {
        byte[] bytes = bytes(key);
        return (bytes != null) ? digest(bytes) : null;
    }

    /** A digest of a query alone, in the same form. */
    public static String digest(String query) {
        return digest(query.getBytes(StandardCharsets.UTF_16BE));
    }

    /** Returns the SHA-256 hash of the bytes in URL-safe Base64. */
    public static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** The bytes of a key; {@code null} if it has none. */
    static byte @Nullable [] bytes(QueryKey key) {
        FramedByteWriter target = new FramedByteWriter();
        target.number(VERSION);
        @Nullable Object[] arguments = key.arguments();
        if (!write(key.query(), target) || !write(key.variant(), target)) {
            return null;
        }
        target.number(arguments.length);
        for (Object argument : arguments) {
            if (!write(argument, target)) {
                return null;
            }
        }
        return target.toByteArray();
    }

    /** Returns whether the value has an encoding. */
    private static boolean write(@Nullable Object value, FramedByteWriter target) {
        if (value == null) {
            target.tag('0');
            return true;
        }
        if (value instanceof KeyValues.Framed framed) {
            target.tag('F');
            target.text(framed.type().getName());
            return writeParts(framed.parts(), target);
        }
        if (value instanceof MethodVariant method) {
            target.tag('M');
            target.text(method.signature());
            return true;
        }
        // the wanted form of a result may be such a value
        if (value instanceof Record || value instanceof List) {
            target.tag('P');
            target.text((value instanceof Record) ? value.getClass().getName() : List.class.getName());
            return writeAll(
                    (value instanceof List<?> list)
                            ? list
                            : Arrays.asList(RecordAccess.of(value.getClass()).values(value)),
                    target);
        }
        target.tag('S');
        return ScalarEncoding.write(value, target);
    }

    private static boolean writeParts(Object parts, FramedByteWriter target) {
        if (parts instanceof List<?> list) {
            return writeAll(list, target);
        }
        return (parts instanceof Map<?, ?> map)
                ? writeSorted(
                        map.entrySet(),
                        target,
                        (entry, bytes) -> write(entry.getKey(), bytes) && write(entry.getValue(), bytes))
                : writeSorted((Collection<?>) parts, target, KeyEncoding::write);
    }

    private static boolean writeAll(Collection<?> values, FramedByteWriter target) {
        target.number(values.size());
        for (Object value : values) {
            if (!write(value, target)) {
                return false;
            }
        }
        return true;
    }

    /** Values whose order does not matter, in the order of their bytes. */
    private static <T extends @Nullable Object> boolean writeSorted(
            Collection<? extends T> values, FramedByteWriter target, BiPredicate<T, FramedByteWriter> writer) {
        byte[][] encoded = new byte[values.size()][];
        int count = 0;
        for (T value : values) {
            FramedByteWriter bytes = new FramedByteWriter();
            if (!writer.test(value, bytes)) {
                return false;
            }
            encoded[count++] = bytes.toByteArray();
        }
        Arrays.sort(encoded, Arrays::compare);
        target.number(count);
        for (byte[] each : encoded) {
            target.bytes(each);
        }
        return true;
    }
}
