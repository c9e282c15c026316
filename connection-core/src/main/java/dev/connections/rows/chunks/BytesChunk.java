package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.rows.shape.ColumnKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#BYTES}, concatenated. */
final class BytesChunk extends PackedChunk {

    private final PackedBytes values;

    private BytesChunk(PackedBytes values, long @Nullable [] nulls) {
        super(ChunkEncoding.BYTES, values, nulls);
        this.values = values;
    }

    @Override
    Object value(int row) {
        return Arrays.copyOfRange(values.bytes(), values.start(row), values.end(row));
    }

    static Chunk read(ResultReader source, int size, long @Nullable [] nulls) {
        return new BytesChunk(PackedBytes.read(source, size), nulls);
    }

    /** Takes byte arrays. Long ones gain nothing by being packed and stay as they are. */
    static final class Builder extends ObjectsBuilder {

        private long length;

        @Override
        public void add(@Nullable Object value) {
            super.add(value);
            length += value instanceof byte[] bytes ? bytes.length : 0;
        }

        @Override
        @Nullable
        Chunk packed(int size, long @Nullable [] nulls) {
            boolean packable = length <= PackedBytes.MAX_LENGTH;
            length = 0;
            return packable ? new BytesChunk(packed(size), nulls) : null;
        }

        private PackedBytes packed(int size) {
            PackedBytes.Builder packed = new PackedBytes.Builder();
            for (int i = 0; i < size; i++) {
                if (value(i) instanceof byte[] bytes) {
                    packed.append(bytes);
                }
                packed.end(i);
            }
            return packed.build(size);
        }
    }
}
