package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.values.MemorySize;
import dev.connections.rows.shape.ColumnKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values that have no packed form. */
final class ObjectChunk extends Chunk {

    private final @Nullable Object[] values;

    ObjectChunk(@Nullable Object[] values, long @Nullable [] nulls) {
        super(nulls);
        this.values = values;
    }

    @Override
    Object value(int row) {
        Object value = Objects.requireNonNull(values[row]);
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    @Override
    void write(ResultWriter target) {
        for (Object value : values) {
            target.value(value);
        }
    }

    static Chunk read(ResultReader source, int size, long @Nullable [] nulls) {
        @Nullable Object[] values = new @Nullable Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = source.value();
        }
        return new ObjectChunk(values, nulls);
    }

    @Override
    long valueBytes() {
        return MemorySize.array(values.length, MemorySize.REFERENCE)
                + Arrays.stream(values).mapToLong(MemorySize::of).sum();
    }

    /** Takes anything. A chunk whose values turn out to be of one kind gets that kind's form. */
    static final class Builder extends ChunkBuilder {

        private final Map<ColumnKind, ChunkBuilder> builders = new EnumMap<>(ColumnKind.class);
        private @Nullable Object[] values = {};

        @Override
        public void add(@Nullable Object value) {
            int row = value == null ? nextNull() : next();
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(values.length, row + 1));
            }
            values[row] = value;
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            ColumnKind kind = kind(size);
            Chunk chunk = ChunkBuilders.hasOwnForm(kind)
                    ? pack(size, builders.computeIfAbsent(kind, ChunkBuilders::of))
                    : new ObjectChunk(Arrays.copyOf(values, size), nulls);
            Arrays.fill(values, null);
            return chunk;
        }

        private Chunk pack(int size, ChunkBuilder builder) {
            for (int i = 0; i < size; i++) {
                builder.add(values[i]);
            }
            return builder.seal();
        }

        private ColumnKind kind(int size) {
            Class<?> type = null;
            for (int i = 0; i < size; i++) {
                Object value = values[i];
                if (value != null && type != null && value.getClass() != type) {
                    return ColumnKind.OBJECT;
                }
                type = value == null ? type : value.getClass();
            }
            return type == null ? ColumnKind.OBJECT : ColumnKind.ofValues(type);
        }

        @Override
        public void finish() {
            builders.values().forEach(ChunkBuilder::finish);
        }
    }
}
