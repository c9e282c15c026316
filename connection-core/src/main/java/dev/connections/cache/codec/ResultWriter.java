package dev.connections.cache.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Encodes a result as bytes. Not thread-safe. */
public final class ResultWriter {

    /** Some JVMs have no longer arrays. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final ValueWriter values;

    private byte[] bytes = new byte[512];

    private int length;

    /** @param start how many bytes are left free before the first one */
    ResultWriter(int start, ResultTypes types) {
        this.length = start;
        this.values = new ValueWriter(this, types);
    }

    /** Writes a number; small absolute values take few bytes. */
    public void number(long value) {
        long rest = value << 1 ^ value >> 63;
        reserve(10);
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Writes a text of any characters. */
    public void text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        // half a surrogate pair has no UTF-8
        if (!value.equals(new String(encoded, StandardCharsets.UTF_8))) {
            number(~value.length());
            block(Character.BYTES * value.length()).asCharBuffer().put(value);
        } else {
            bytes(encoded);
        }
    }

    /** Writes bytes with their length. */
    public void bytes(byte[] value) {
        number(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** Returns a little-endian buffer to fill before the next write. Its length is not written. */
    public ByteBuffer block(int size) {
        reserve(size);
        ByteBuffer block = ByteBuffer.wrap(bytes, length, size).slice().order(ByteOrder.LITTLE_ENDIAN);
        length += size;
        return block;
    }

    /**
     * Writes a value with its class.
     *
     * @throws UnsupportedResultException if the value cannot be encoded
     */
    public void value(@Nullable Object value) {
        values.write(value);
    }

    void tag(int tag) {
        reserve(1);
        bytes[length++] = (byte) tag;
    }

    int length() {
        return length;
    }

    /** What has been written so far, not to be changed; longer than that. */
    byte[] array() {
        return bytes;
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            if (more > MOST - length) {
                throw new UnsupportedResultException(byte[].class);
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(MOST, Math.max(length + (long) more, 2L * bytes.length)));
        }
    }
}
