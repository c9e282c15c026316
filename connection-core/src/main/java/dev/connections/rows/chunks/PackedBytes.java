package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.values.MemorySize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Byte strings, concatenated, and the end of each. Immutable. */
final class PackedBytes implements Packed {

    /** More bytes in one chunk mean long values, which gain nothing by being packed. */
    static final int MAX_LENGTH = 256 * Chunk.ROWS;

    private final byte[] bytes;
    private final PackedLongs ends;

    private PackedBytes(byte[] bytes, PackedLongs ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int index) {
        return index == 0 ? 0 : (int) ends.get(index - 1);
    }

    int end(int index) {
        return (int) ends.get(index);
    }

    @Override
    public void write(ResultWriter target) {
        target.bytes(bytes);
        ends.write(target);
    }

    static PackedBytes read(ResultReader source, int size) {
        return new PackedBytes(source.bytes(), PackedLongs.read(source, size));
    }

    @Override
    public long sizeInBytes() {
        return 24 + MemorySize.array(bytes.length, 1) + ends.sizeInBytes();
    }

    /** Takes values in turn; can be used again after {@link #build}. */
    static final class Builder {

        private byte[] bytes = {};
        private long[] ends = {};
        private int length;

        void append(byte[] value) {
            reserve(value.length);
            System.arraycopy(value, 0, bytes, length, value.length);
            length += value.length;
        }

        /** Appends text as UTF-8; {@code false} if it has half a surrogate pair, which UTF-8 cannot express. */
        boolean append(String text) {
            if (UnpairedSurrogates.isIn(text)) {
                return false;
            }
            append(text.getBytes(StandardCharsets.UTF_8));
            return true;
        }

        /** Ends the value of an index. */
        void end(int index) {
            if (index >= ends.length) {
                ends = Arrays.copyOf(ends, ChunkBuilder.grown(ends.length, index + 1));
            }
            ends[index] = length;
        }

        int length() {
            return length;
        }

        PackedBytes build(int size) {
            PackedBytes packed = new PackedBytes(Arrays.copyOf(bytes, length), PackedLongs.of(ends, size, null));
            clear();
            return packed;
        }

        void clear() {
            length = 0;
        }

        private void reserve(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
            }
        }
    }
}
