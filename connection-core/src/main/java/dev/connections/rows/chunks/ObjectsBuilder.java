package dev.connections.rows.chunks;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects values as objects, as their packed form depends on all values of the chunk. */
abstract class ObjectsBuilder extends ChunkBuilder {

    private @Nullable Object[] values = {};

    @Override
    public void add(@Nullable Object value) {
        int row = value == null ? nextNull() : next();
        if (row >= values.length) {
            values = Arrays.copyOf(values, grown(values.length, row + 1));
        }
        values[row] = value;
    }

    /** Returns the value of a row; {@code null} if it has none. */
    final @Nullable Object value(int row) {
        return values[row];
    }

    @Override
    final Chunk pack(int size, long @Nullable [] nulls) {
        Chunk packed = packed(size, nulls);
        Chunk chunk = packed != null ? packed : new ObjectChunk(Arrays.copyOf(values, size), nulls);
        Arrays.fill(values, null);
        return chunk;
    }

    /** Packs the values; {@code null} if they cannot be packed, and remain objects. */
    abstract @Nullable Chunk packed(int size, long @Nullable [] nulls);
}
