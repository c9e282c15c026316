package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.rows.shape.ColumnKind;
import org.jspecify.annotations.Nullable;

/** Repeated values of {@link ColumnKind#TEXT}: the code of each in the dictionary of the column. */
public final class DictionaryTextChunk extends PackedChunk {

    private final PackedLongs codes;
    private final TextDictionary dictionary;

    DictionaryTextChunk(PackedLongs codes, TextDictionary dictionary, long @Nullable [] nulls) {
        super(ChunkEncoding.CODED_TEXT, codes, nulls);
        this.codes = codes;
        this.dictionary = dictionary;
    }

    @Override
    Object value(int row) {
        return dictionary.text((int) codes.get(row));
    }

    static Chunk read(ResultReader source, int size, TextDictionary dictionary, long @Nullable [] nulls) {
        return new DictionaryTextChunk(PackedLongs.read(source, size), dictionary, nulls);
    }

    public TextDictionary dictionary() {
        return dictionary;
    }
}
