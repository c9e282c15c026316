package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values that have no denser form. */
final class ObjectChunk extends Chunk {

    private final @Nullable Object[] values;

    ObjectChunk(@Nullable Object[] values, long @Nullable [] nulls) {
        super(nulls);
        this.values = values;
    }

    @Override
    Object value(int row) {
        Object value = values[row];
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    @Override
    long valueBytes() {
        return MemorySize.array(values.length, MemorySize.REFERENCE)
                + Arrays.stream(values).mapToLong(MemorySize::of).sum();
    }

    /** Takes anything. */
    static final class Builder extends ChunkBuilder {

        private final ResultShape shape;
        private @Nullable Object[] values = {};

        Builder(ResultShape shape) {
            this.shape = shape;
        }

        @Override
        void read(ResultSet rs, int column) throws SQLException {
            add(JdbcCells.value(rs, column, shape));
        }

        @Override
        void add(@Nullable Object value) {
            int row = value == null ? nextNull() : next();
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(values.length, row + 1));
            }
            values[row] = value;
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            Chunk chunk = new ObjectChunk(Arrays.copyOf(values, size), nulls);
            Arrays.fill(values, null);
            return chunk;
        }
    }
}
