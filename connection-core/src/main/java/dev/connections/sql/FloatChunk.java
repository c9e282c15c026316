package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#FLOAT}. */
final class FloatChunk extends Chunk {

    private final float[] values;

    private FloatChunk(float[] values, long @Nullable [] nulls) {
        super(nulls);
        this.values = values;
    }

    @Override
    Object value(int row) {
        return values[row];
    }

    @Override
    double doubleAt(int row) {
        return values[row];
    }

    @Override
    long valueBytes() {
        return MemorySize.array(values.length, Float.BYTES);
    }

    /** Takes floats. */
    static final class Builder extends ChunkBuilder {

        private float[] values = {};

        @Override
        void read(ResultSet rs, int column) throws SQLException {
            float value = rs.getFloat(column + 1);
            put(value == 0 && rs.wasNull() ? nextNull() : next(), value);
        }

        @Override
        void add(@Nullable Object value) {
            put(value == null ? nextNull() : next(), value == null ? 0 : (float) value);
        }

        private void put(int row, float value) {
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(values.length, row + 1));
            }
            values[row] = value;
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            return new FloatChunk(Arrays.copyOf(values, size), nulls);
        }
    }
}
