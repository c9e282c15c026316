package dev.connections.cache.keys;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes values with their length, so that the encoding is unambiguous. Not thread-safe. */
final class FramedByteWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    void tag(char tag) {
        bytes.write(tag);
    }

    void number(int value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    void number(long value) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    void bytes(byte[] value) {
        number(value.length);
        bytes.writeBytes(value);
    }

    /** A text by its chars: UTF-8 would make all halves of surrogate pairs the same. */
    void text(String value) {
        number(value.length());
        ByteBuffer chars = ByteBuffer.allocate(Character.BYTES * value.length());
        chars.asCharBuffer().put(value);
        bytes.writeBytes(chars.array());
    }

    /** What was written, in an array of its own. */
    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
