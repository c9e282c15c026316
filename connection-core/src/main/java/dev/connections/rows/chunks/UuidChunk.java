package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.rows.shape.ColumnKind;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#UUID}, two {@code long}s each. */
final class UuidChunk extends PackedChunk {

    private final long[] halves;

    private UuidChunk(long[] halves, long @Nullable [] nulls) {
        super(ChunkEncoding.UUID, new LongBlock(halves), nulls);
        this.halves = halves;
    }

    @Override
    Object value(int row) {
        return new UUID(halves[2 * row], halves[2 * row + 1]);
    }

    static Chunk read(ResultReader source, int size, long @Nullable [] nulls) {
        return new UuidChunk(LongBlock.read(source, 2 * size).values(), nulls);
    }

    /** Takes UUIDs. */
    static final class Builder extends ChunkBuilder {

        private long[] halves = {};

        @Override
        public void add(@Nullable Object value) {
            int row = value == null ? nextNull() : next();
            if (2 * row >= halves.length) {
                halves = Arrays.copyOf(halves, 2 * grown(halves.length / 2, row + 1));
            }
            if (value instanceof UUID uuid) {
                halves[2 * row] = uuid.getMostSignificantBits();
                halves[2 * row + 1] = uuid.getLeastSignificantBits();
            }
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            return new UuidChunk(Arrays.copyOf(halves, 2 * size), nulls);
        }
    }
}
