package dev.connections.rows.chunks;

import java.nio.charset.StandardCharsets;

/** Encodes and decodes UTF-8 (RFC 3629) without an array for each text. */
final class Utf8 {

    private Utf8() {}

    /**
     * Encodes a text into an array that has room for it: three bytes for each {@code char} are enough.
     *
     * @return the index after the last byte; negative if the text has half a surrogate pair
     */
    static int encode(String text, byte[] target, int start) {
        int end = start;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[end++] = (byte) c;
            } else if (c < 0x800) {
                target[end++] = (byte) (0xC0 | c >> 6);
                target[end++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                target[end++] = (byte) (0xE0 | c >> 12);
                target[end++] = (byte) (0x80 | c >> 6 & 0x3F);
                target[end++] = (byte) (0x80 | c & 0x3F);
            } else {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return -1;
                }
                int point = Character.toCodePoint(c, text.charAt(++i));
                target[end++] = (byte) (0xF0 | point >> 18);
                target[end++] = (byte) (0x80 | point >> 12 & 0x3F);
                target[end++] = (byte) (0x80 | point >> 6 & 0x3F);
                target[end++] = (byte) (0x80 | point & 0x3F);
            }
        }
        return end;
    }

    static String decode(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
