package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.rows.shape.ColumnKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#INT} or {@link ColumnKind#LONG}. */
final class IntegerChunk extends PackedChunk {

    private final PackedLongs values;
    private final boolean wide;

    private IntegerChunk(PackedLongs values, boolean wide, long @Nullable [] nulls) {
        super(wide ? ChunkEncoding.LONG : ChunkEncoding.INT, values, nulls);
        this.values = values;
        this.wide = wide;
    }

    @Override
    Object value(int row) {
        long value = values.get(row);
        return wide ? (Object) value : (Object) (int) value;
    }

    @Override
    public long longAt(int row) {
        return values.get(row);
    }

    @Override
    public double doubleAt(int row) {
        return values.get(row);
    }

    static Chunk read(ResultReader source, int size, boolean wide, long @Nullable [] nulls) {
        return new IntegerChunk(PackedLongs.read(source, size), wide, nulls);
    }

    /** Takes integers. */
    static final class Builder extends ChunkBuilder {

        private final boolean wide;
        private long[] values = {};

        Builder(boolean wide) {
            this.wide = wide;
        }

        @Override
        public void add(@Nullable Object value) {
            put(value == null ? nextNull() : next(), value == null ? 0 : ((Number) value).longValue());
        }

        @Override
        public void addLong(long value) {
            put(next(), value);
        }

        private void put(int row, long value) {
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(values.length, row + 1));
            }
            values[row] = value;
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            return new IntegerChunk(PackedLongs.of(values, size, nulls), wide, nulls);
        }
    }
}
