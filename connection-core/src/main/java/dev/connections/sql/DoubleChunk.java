package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#DOUBLE}. */
final class DoubleChunk extends Chunk {

    private final double[] values;

    private DoubleChunk(double[] values, long @Nullable [] nulls) {
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
        return MemorySize.array(values.length, Double.BYTES);
    }

    /** Takes doubles. */
    static final class Builder extends ChunkBuilder {

        private double[] values = {};

        @Override
        void read(ResultSet rs, int column) throws SQLException {
            double value = rs.getDouble(column + 1);
            put(value == 0 && rs.wasNull() ? nextNull() : next(), value);
        }

        @Override
        void add(@Nullable Object value) {
            put(value == null ? nextNull() : next(), value == null ? 0 : (double) value);
        }

        private void put(int row, double value) {
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(values.length, row + 1));
            }
            values[row] = value;
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            return new DoubleChunk(Arrays.copyOf(values, size), nulls);
        }
    }
}
