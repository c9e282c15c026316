package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.rows.shape.ColumnKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#TEXT}, concatenated as UTF-8. */
final class TextChunk extends Chunk {

    private final PackedBytes values;

    private TextChunk(PackedBytes values, long @Nullable [] nulls) {
        super(nulls);
        this.values = values;
    }

    @Override
    Object value(int row) {
        return Utf8.decode(values.bytes(), values.start(row), values.end(row));
    }

    @Override
    void write(ResultWriter target) {
        values.write(target);
    }

    static Chunk read(ResultReader source, int size, long @Nullable [] nulls) {
        return new TextChunk(PackedBytes.read(source, size), nulls);
    }

    @Override
    long valueBytes() {
        return values.sizeInBytes();
    }

    /**
     * Takes texts. A chunk becomes codes of a dictionary where most of its texts are in there, and packed UTF-8 else.
     * Long texts gain nothing by being packed and, like those that UTF-8 cannot express, stay as they are.
     */
    static final class Builder extends ChunkBuilder {

        private final TextDictionary.Builder dictionary = new TextDictionary.Builder();
        private final PackedBytes.Builder packed = new PackedBytes.Builder();
        private @Nullable String[] values = {};
        private long[] codes = {};

        @Override
        public void add(@Nullable Object value) {
            int row = value == null ? nextNull() : next();
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(values.length, row + 1));
                codes = Arrays.copyOf(codes, values.length);
            }
            values[row] = (String) value;
            codes[row] = value == null ? 0 : dictionary.code((String) value);
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            Chunk chunk = dictionary.isWorthwhile(size)
                    ? new DictionaryTextChunk(PackedLongs.of(codes, size, nulls), dictionary.dictionary(), nulls)
                    : packTexts(size, nulls);
            Arrays.fill(values, null);
            return chunk;
        }

        private Chunk packTexts(int size, long @Nullable [] nulls) {
            boolean packable = true;
            for (int i = 0; packable && i < size; i++) {
                String text = values[i];
                packable = text == null || text.length() <= PackedBytes.MAX_LENGTH && packed.append(text);
                packable &= packed.length() <= PackedBytes.MAX_LENGTH;
                packed.end(i);
            }
            if (packable) {
                return new TextChunk(packed.build(size), nulls);
            }
            packed.clear();
            return new ObjectChunk(Arrays.copyOf(values, size, Object[].class), nulls);
        }

        @Override
        public void finish() {
            dictionary.close();
        }
    }
}
