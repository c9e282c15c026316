package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import org.jspecify.annotations.Nullable;

/**
 * Seconds with fractions, as one number each in the coarsest lossless unit: seconds, milliseconds, microseconds or
 * nanoseconds. Only times too far apart for a {@code long} of that unit need a second number. Immutable.
 */
final class PackedTimes implements Packed {

    private static final long NANOS = 1_000_000_000;

    private final PackedLongs units;
    private final long perSecond;
    private final @Nullable PackedLongs nanos;

    private PackedTimes(PackedLongs units, long perSecond, @Nullable PackedLongs nanos) {
        this.units = units;
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    /** Packs the first {@code size} values. Where {@code nulls} has a bit set, the value must be 0. */
    static PackedTimes of(long[] seconds, long[] nanos, int size, long @Nullable [] nulls) {
        long perSecond = perSecond(nanos, size);
        long[] units = new long[size];
        try {
            for (int i = 0; i < size; i++) {
                long whole = Math.multiplyExact(seconds[i], perSecond);
                units[i] = Math.addExact(whole, nanos[i] / (NANOS / perSecond));
            }
            return new PackedTimes(PackedLongs.of(units, size, nulls), perSecond, null);
        } catch (ArithmeticException tooFar) {
            return new PackedTimes(PackedLongs.of(seconds, size, nulls), 1, PackedLongs.of(nanos, size, nulls));
        }
    }

    private static long perSecond(long[] nanos, int size) {
        long perSecond = 1;
        for (int i = 0; i < size; i++) {
            while (nanos[i] % (NANOS / perSecond) != 0) {
                perSecond *= 1000;
            }
        }
        return perSecond;
    }

    long second(int index) {
        return Math.floorDiv(units.get(index), perSecond);
    }

    int nano(int index) {
        if (nanos != null) {
            return (int) nanos.get(index);
        }
        return (int) (Math.floorMod(units.get(index), perSecond) * (NANOS / perSecond));
    }

    @Override
    public void write(ResultWriter target) {
        target.number(perSecond);
        target.number(nanos != null ? 1 : 0);
        units.write(target);
        if (nanos != null) {
            nanos.write(target);
        }
    }

    static PackedTimes read(ResultReader source, int size) {
        long perSecond = source.number(1, (int) NANOS);
        boolean apart = source.number(0, 1) != 0;
        PackedLongs units = PackedLongs.read(source, size);
        return new PackedTimes(units, perSecond, apart ? PackedLongs.read(source, size) : null);
    }

    @Override
    public long sizeInBytes() {
        return 32 + units.sizeInBytes() + (nanos == null ? 0 : nanos.sizeInBytes());
    }
}
