package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.values.MemorySize;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Integers in as few bytes as their range needs: the minimum, and the difference of each value to it in 0, 1, 2, 4 or 8
 * bytes ("frame of reference" encoding). Immutable.
 */
final class PackedLongs {

    private final long base;
    private final byte @Nullable [] bytes;
    private final short @Nullable [] shorts;
    private final int @Nullable [] ints;
    private final long @Nullable [] longs;

    private PackedLongs(
            long base,
            byte @Nullable [] bytes,
            short @Nullable [] shorts,
            int @Nullable [] ints,
            long @Nullable [] longs) {
        this.base = base;
        this.bytes = bytes;
        this.shorts = shorts;
        this.ints = ints;
        this.longs = longs;
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
        if (min >= max) {
            return new PackedLongs(min, null, null, null, null);
        }
        long range = max - min;
        // A range above Long.MAX_VALUE overflows to a negative number.
        if (range < 0 || range > 0xFFFFFFFFL) {
            return new PackedLongs(0, null, null, null, Arrays.copyOf(values, size));
        }
        if (range > 0xFFFF) {
            int[] ints = new int[size];
            for (int i = 0; i < size; i++) {
                ints[i] = (int) (values[i] - min);
            }
            return new PackedLongs(min, null, null, ints, null);
        }
        if (range > 0xFF) {
            short[] shorts = new short[size];
            for (int i = 0; i < size; i++) {
                shorts[i] = (short) (values[i] - min);
            }
            return new PackedLongs(min, null, shorts, null, null);
        }
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (values[i] - min);
        }
        return new PackedLongs(min, bytes, null, null, null);
    }

    long get(int index) {
        if (bytes != null) {
            return base + (bytes[index] & 0xFF);
        }
        if (shorts != null) {
            return base + (shorts[index] & 0xFFFF);
        }
        if (ints != null) {
            return base + (ints[index] & 0xFFFFFFFFL);
        }
        return longs == null ? base : longs[index];
    }

    /** Writes the width, the smallest one, and what each is above it. */
    void write(ResultWriter target) {
        target.number(width());
        target.number(base);
        if (bytes != null) {
            target.block(bytes.length).put(bytes);
        } else if (shorts != null) {
            target.block(shorts.length * Short.BYTES).asShortBuffer().put(shorts);
        } else if (ints != null) {
            target.block(ints.length * Integer.BYTES).asIntBuffer().put(ints);
        } else if (longs != null) {
            LongBlocks.write(longs, target);
        }
    }

    private int width() {
        if (bytes != null) {
            return Byte.BYTES;
        }
        if (shorts != null) {
            return Short.BYTES;
        }
        if (ints != null) {
            return Integer.BYTES;
        }
        return (longs != null) ? Long.BYTES : 0;
    }

    static PackedLongs read(ResultReader source, int size) {
        int width = source.number(0, Long.BYTES);
        long base = source.number();
        switch (width) {
            case 0 -> {
                return new PackedLongs(base, null, null, null, null);
            }
            case Byte.BYTES -> {
                byte[] bytes = new byte[size];
                source.block(size).get(bytes);
                return new PackedLongs(base, bytes, null, null, null);
            }
            case Short.BYTES -> {
                short[] shorts = new short[size];
                source.block(size * Short.BYTES).asShortBuffer().get(shorts);
                return new PackedLongs(base, null, shorts, null, null);
            }
            case Integer.BYTES -> {
                int[] ints = new int[size];
                source.block(size * Integer.BYTES).asIntBuffer().get(ints);
                return new PackedLongs(base, null, null, ints, null);
            }
            case Long.BYTES -> {
                return new PackedLongs(base, null, null, null, LongBlocks.read(source, size));
            }
            default -> throw new IllegalArgumentException("Unknown width");
        }
    }

    long sizeInBytes() {
        return 40
                + (bytes == null ? 0 : MemorySize.array(bytes.length, Byte.BYTES))
                + (shorts == null ? 0 : MemorySize.array(shorts.length, Short.BYTES))
                + (ints == null ? 0 : MemorySize.array(ints.length, Integer.BYTES))
                + (longs == null ? 0 : MemorySize.array(longs.length, Long.BYTES));
    }

    private static boolean isNull(long @Nullable [] nulls, int index) {
        return nulls != null && (nulls[index >>> 6] >>> index & 1) != 0;
    }
}
