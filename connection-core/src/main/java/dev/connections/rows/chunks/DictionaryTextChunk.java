package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.rows.shape.ColumnKind;
import org.jspecify.annotations.Nullable;

/** Repeated values of {@link ColumnKind#TEXT}: the code of each in the dictionary of the column. */
public final class DictionaryTextChunk extends Chunk {

    private final PackedLongs codes;
    private final TextDictionary dictionary;

    DictionaryTextChunk(PackedLongs codes, TextDictionary dictionary, long @Nullable [] nulls) {
        super(nulls);
        this.codes = codes;
        this.dictionary = dictionary;
    }

    @Override
    Object value(int row) {
        return dictionary.text((int) codes.get(row));
    }

    @Override
    void write(ResultWriter target) {
        codes.write(target);
    }

    static Chunk read(ResultReader source, int size, TextDictionary dictionary, long @Nullable [] nulls) {
        return new DictionaryTextChunk(PackedLongs.read(source, size), dictionary, nulls);
    }

    @Override
    long valueBytes() {
        return codes.sizeInBytes();
    }

    public TextDictionary dictionary() {
        return dictionary;
    }
}
