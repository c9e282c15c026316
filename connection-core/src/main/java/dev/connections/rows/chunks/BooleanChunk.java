package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.rows.shape.ColumnKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#BOOLEAN}, one bit each. */
final class BooleanChunk extends PackedChunk {

    private final long[] trues;

    private BooleanChunk(long[] trues, long @Nullable [] nulls) {
        super(ChunkEncoding.BOOLEAN, new LongBlock(trues), nulls);
        this.trues = trues;
    }

    @Override
    Object value(int row) {
        return (trues[row >>> 6] >>> row & 1) != 0;
    }

    static Chunk read(ResultReader source, int size, long @Nullable [] nulls) {
        return new BooleanChunk(LongBlock.read(source, (size + 63) >>> 6).values(), nulls);
    }

    /** Takes booleans. */
    static final class Builder extends ChunkBuilder {

        private final long[] trues = new long[ROWS >>> 6];

        @Override
        public void add(@Nullable Object value) {
            int row = value == null ? nextNull() : next();
            if (Boolean.TRUE.equals(value)) {
                trues[row >>> 6] |= 1L << row;
            }
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            Chunk chunk = new BooleanChunk(Arrays.copyOf(trues, (size + 63) >>> 6), nulls);
            Arrays.fill(trues, 0);
            return chunk;
        }
    }
}
