package dev.connections.cache.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what a {@link ResultWriter} has encoded. It trusts no input: lengths are checked before memory is
 * allocated. Not thread-safe.
 */
public final class ResultReader {

    private final byte[] bytes;

    private final int end;

    private final ValueReader values;

    private int position;

    ResultReader(byte[] bytes, int start, int end, ResultTypes types) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
        this.values = new ValueReader(this, types);
    }

    /** Reads a number. */
    public long number() {
        long rest = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = (byte) tag();
            rest |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return rest >>> 1 ^ -(rest & 1);
            }
        }
        throw new MalformedResultException("A number does not end");
    }

    /** Reads a number in a range, both ends included. */
    public int number(int least, int most) {
        long value = number();
        if (value < least || value > most) {
            throw new MalformedResultException("A number is out of its range");
        }
        return (int) value;
    }

    /** Reads the number of values that follow, each of a minimum size in bytes. */
    public int count(int leastBytes) {
        return number(0, remaining() / leastBytes);
    }

    /** Checks that a number of values of at least one byte each can follow, and returns it. */
    public int within(long count) {
        if (count > remaining()) {
            throw new MalformedResultException("It ends too early");
        }
        return (int) count;
    }

    /** Reads a text. */
    public String text() {
        long size = number();
        if (size < 0) {
            return block(Character.BYTES * Math.toIntExact(~size))
                    .asCharBuffer()
                    .toString();
        }
        int start = skip(size);
        return new String(bytes, start, position - start, StandardCharsets.UTF_8);
    }

    /** Reads bytes with their length. */
    public byte[] bytes() {
        int start = skip(number());
        return Arrays.copyOfRange(bytes, start, position);
    }

    /** Returns the next bytes, little-endian. */
    public ByteBuffer block(int size) {
        int start = skip(size);
        return ByteBuffer.wrap(bytes, start, size).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads a value. Mutable values belong to the caller. */
    public @Nullable Object value() {
        return values.read();
    }

    int remaining() {
        return end - position;
    }

    int tag() {
        return bytes[skip(1)];
    }

    private int skip(long size) {
        if (size < 0 || size > remaining()) {
            throw new MalformedResultException("It ends too early");
        }
        int start = position;
        position += (int) size;
        return start;
    }
}
