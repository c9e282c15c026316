package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.values.MemorySize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Integers in as few bytes as their range needs: the minimum, and the difference of each value to it in 0, 1, 2, 4 or 8
 * bytes ("frame of reference" encoding). Immutable.
 */
final class PackedLongs implements Packed {

    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);

    private final long base;

    /** Bytes of each difference. */
    private final int width;

    private final byte[] differences;

    private PackedLongs(long base, int width, byte[] differences) {
        this.base = base;
        this.width = width;
        this.differences = differences;
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /** Packs the first {@code size} values. Where {@code nulls} has a bit set, the value does not matter. */
    static PackedLongs of(long[] values, int size, long @Nullable [] nulls) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            if (!isNull(nulls, i)) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
        }
        int width = min < max ? width(max - min) : 0;
        PackedLongs packed = new PackedLongs(width == Long.BYTES ? 0 : min, width, new byte[size * width]);
        for (int i = 0; width > 0 && i < size; i++) {
            packed.set(i, values[i]);
        }
        return packed;
    }

    private static int width(long range) {
        // A range above Long.MAX_VALUE overflows to a negative number.
        if (range < 0 || range > 0xFFFFFFFFL) {
            return Long.BYTES;
        }
        if (range > 0xFFFF) {
            return Integer.BYTES;
        }
        return range > 0xFF ? Short.BYTES : Byte.BYTES;
    }

    private void set(int index, long value) {
        long difference = value - base;
        switch (width) {
            case Byte.BYTES -> differences[index] = (byte) difference;
            case Short.BYTES -> SHORTS.set(differences, index * Short.BYTES, (short) difference);
            case Integer.BYTES -> INTS.set(differences, index * Integer.BYTES, (int) difference);
            default -> LONGS.set(differences, index * Long.BYTES, difference);
        }
    }

    long get(int index) {
        return switch (width) {
            case 0 -> base;
            case Byte.BYTES -> base + (differences[index] & 0xFF);
            case Short.BYTES -> base + ((short) SHORTS.get(differences, index * Short.BYTES) & 0xFFFF);
            case Integer.BYTES -> base + ((int) INTS.get(differences, index * Integer.BYTES) & 0xFFFFFFFFL);
            default -> (long) LONGS.get(differences, index * Long.BYTES);
        };
    }

    /** Writes the width, the minimum and the differences. */
    @Override
    public void write(ResultWriter target) {
        target.number(width);
        target.number(base);
        target.block(differences.length).put(differences);
    }

    static PackedLongs read(ResultReader source, int size) {
        int width = source.number(0, Long.BYTES);
        if (Integer.bitCount(width) > 1) {
            throw new IllegalArgumentException("Unknown width");
        }
        long base = source.number();
        ByteBuffer block = source.block(size * width);
        byte[] differences = new byte[block.remaining()];
        block.get(differences);
        return new PackedLongs(base, width, differences);
    }

    @Override
    public long sizeInBytes() {
        return 32 + MemorySize.array(differences.length, Byte.BYTES);
    }

    private static boolean isNull(long @Nullable [] nulls, int index) {
        return nulls != null && (nulls[index >>> 6] >>> index & 1) != 0;
    }
}
