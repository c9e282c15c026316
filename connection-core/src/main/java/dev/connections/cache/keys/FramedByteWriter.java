package dev.connections.cache.keys;

import java.util.Arrays;

/** Writes values with their length, so that the encoding is unambiguous. Not thread-safe. */
final class FramedByteWriter {

    private byte[] bytes = new byte[256];

    private int length;

    void tag(char tag) {
        room(1)[length++] = (byte) tag;
    }

    void number(int value) {
        byte[] target = room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            target[length++] = (byte) (value >>> shift);
        }
    }

    void number(long value) {
        number((int) (value >>> 32));
        number((int) value);
    }

    void bytes(byte[] value) {
        number(value.length);
        System.arraycopy(value, 0, room(value.length), length, value.length);
        length += value.length;
    }

    /** A text by its chars: UTF-8 would make all halves of surrogate pairs the same. */
    void text(String value) {
        number(value.length());
        byte[] target = room(2 * value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            target[length++] = (byte) (c >>> 8);
            target[length++] = (byte) c;
        }
    }

    /** What was written, in an array of its own. */
    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private byte[] room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
        return bytes;
    }
}
