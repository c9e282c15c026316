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
        super(ChunkEncoding.OBJECT, nulls);
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
    static final class Builder extends ObjectsBuilder {

        private final Map<ColumnKind, ChunkBuilder> builders = new EnumMap<>(ColumnKind.class);

        @Override
        @Nullable
        Chunk packed(int size, long @Nullable [] nulls) {
            ColumnKind kind = kind(size);
            if (!ChunkBuilders.hasOwnForm(kind)) {
                return null;
            }
            ChunkBuilder builder = builders.computeIfAbsent(kind, ChunkBuilders::of);
            for (int i = 0; i < size; i++) {
                builder.add(value(i));
            }
            return builder.seal();
        }

        private ColumnKind kind(int size) {
            Class<?> type = null;
            for (int i = 0; i < size; i++) {
                Object value = value(i);
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
