package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.rows.shape.ColumnKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#TEXT}, concatenated as UTF-8. */
final class TextChunk extends PackedChunk {

    private final PackedBytes values;

    private TextChunk(PackedBytes values, long @Nullable [] nulls) {
        super(ChunkEncoding.TEXT, values, nulls);
        this.values = values;
    }

    @Override
    Object value(int row) {
        int start = values.start(row);
        return new String(values.bytes(), start, values.end(row) - start, StandardCharsets.UTF_8);
    }

    static Chunk read(ResultReader source, int size, long @Nullable [] nulls) {
        return new TextChunk(PackedBytes.read(source, size), nulls);
    }

    /**
     * Takes texts. A chunk becomes codes of a dictionary where most of its texts are in there, and packed UTF-8 else.
     * Long texts gain nothing by being packed and, like those that UTF-8 cannot express, stay as they are.
     */
    static final class Builder extends ObjectsBuilder {

        private final TextDictionary.Builder dictionary = new TextDictionary.Builder();
        private final PackedBytes.Builder packed = new PackedBytes.Builder();
        private long[] codes = {};

        @Override
        public void add(@Nullable Object value) {
            int row = size();
            super.add(value);
            if (row >= codes.length) {
                codes = Arrays.copyOf(codes, grown(codes.length, row + 1));
            }
            codes[row] = value == null ? 0 : dictionary.code((String) value);
        }

        @Override
        @Nullable
        Chunk packed(int size, long @Nullable [] nulls) {
            if (dictionary.isWorthwhile(size)) {
                return new DictionaryTextChunk(PackedLongs.of(codes, size, nulls), dictionary.dictionary(), nulls);
            }
            for (int i = 0; i < size; i++) {
                if (value(i) instanceof String text && !append(text)) {
                    packed.clear();
                    return null;
                }
                packed.end(i);
            }
            return new TextChunk(packed.build(size), nulls);
        }

        private boolean append(String text) {
            return text.length() <= PackedBytes.MAX_LENGTH
                    && packed.append(text)
                    && packed.length() <= PackedBytes.MAX_LENGTH;
        }

        @Override
        public void finish() {
            dictionary.close();
        }
    }
}
