package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.values.MemorySize;
import dev.connections.rows.shape.ColumnKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#DOUBLE} or {@link ColumnKind#FLOAT}. */
final class FloatingChunk extends Chunk {

    private final double @Nullable [] doubles;
    private final float @Nullable [] floats;

    private FloatingChunk(double @Nullable [] doubles, float @Nullable [] floats, long @Nullable [] nulls) {
        super(floats != null ? ChunkEncoding.FLOAT : ChunkEncoding.DOUBLE, nulls);
        this.doubles = doubles;
        this.floats = floats;
    }

    @Override
    Object value(int row) {
        if (floats != null) {
            return floats[row];
        }
        return doubleAt(row);
    }

    @Override
    public double doubleAt(int row) {
        return (doubles != null) ? doubles[row] : floats[row];
    }

    @Override
    void write(ResultWriter target) {
        if (doubles != null) {
            target.block(doubles.length * Double.BYTES).asDoubleBuffer().put(doubles);
        } else {
            target.block(floats.length * Float.BYTES).asFloatBuffer().put(floats);
        }
    }

    static Chunk read(ResultReader source, int size, boolean single, long @Nullable [] nulls) {
        if (single) {
            float[] floats = new float[size];
            source.block(size * Float.BYTES).asFloatBuffer().get(floats);
            return new FloatingChunk(null, floats, nulls);
        }
        double[] doubles = new double[size];
        source.block(size * Double.BYTES).asDoubleBuffer().get(doubles);
        return new FloatingChunk(doubles, null, nulls);
    }

    @Override
    long valueBytes() {
        return (doubles != null)
                ? MemorySize.array(doubles.length, Double.BYTES)
                : MemorySize.array(floats.length, Float.BYTES);
    }

    /** Takes doubles, or floats, which it only packs as such. */
    static final class Builder extends ChunkBuilder {

        private final boolean single;

        private double[] values = {};

        Builder(boolean single) {
            this.single = single;
        }

        @Override
        public void add(@Nullable Object value) {
            put(value == null ? nextNull() : next(), value == null ? 0 : ((Number) value).doubleValue());
        }

        @Override
        public void addDouble(double value) {
            put(next(), value);
        }

        private void put(int row, double value) {
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(values.length, row + 1));
            }
            values[row] = value;
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            return single
                    ? new FloatingChunk(null, floats(size), nulls)
                    : new FloatingChunk(Arrays.copyOf(values, size), null, nulls);
        }

        private float[] floats(int size) {
            float[] floats = new float[size];
            for (int i = 0; i < size; i++) {
                floats[i] = (float) values[i];
            }
            return floats;
        }
    }
}
