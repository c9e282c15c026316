package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.rows.shape.ColumnKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#BYTES}, concatenated. */
final class BytesChunk extends Chunk {

    private final PackedBytes values;

    private BytesChunk(PackedBytes values, long @Nullable [] nulls) {
        super(nulls);
        this.values = values;
    }

    @Override
    Object value(int row) {
        return Arrays.copyOfRange(values.bytes(), values.start(row), values.end(row));
    }

    @Override
    void write(ResultWriter target) {
        values.write(target);
    }

    static Chunk read(ResultReader source, int size, long @Nullable [] nulls) {
        return new BytesChunk(PackedBytes.read(source, size), nulls);
    }

    @Override
    long valueBytes() {
        return values.sizeInBytes();
    }

    /** Takes byte arrays. Long ones gain nothing by being packed and stay as they are. */
    static final class Builder extends ChunkBuilder {

        private @Nullable Object[] values = {};
        private long length;

        @Override
        public void add(@Nullable Object value) {
            int row = value == null ? nextNull() : next();
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(values.length, row + 1));
            }
            values[row] = value;
            length += value instanceof byte[] bytes ? bytes.length : 0;
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            Chunk chunk = length > PackedBytes.MAX_LENGTH
                    ? new ObjectChunk(Arrays.copyOf(values, size), nulls)
                    : new BytesChunk(packed(size), nulls);
            Arrays.fill(values, null);
            length = 0;
            return chunk;
        }

        private PackedBytes packed(int size) {
            PackedBytes.Builder packed = new PackedBytes.Builder();
            for (int i = 0; i < size; i++) {
                if (values[i] instanceof byte[] bytes) {
                    packed.append(bytes);
                }
                packed.end(i);
            }
            return packed.build(size);
        }
    }
}
