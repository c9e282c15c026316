package dev.connections.sql;

import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#TEXT} that repeat: the code of each in the dictionary of the column. */
final class CodedTextChunk extends Chunk {

    private final PackedLongs codes;
    private final TextDictionary dictionary;

    CodedTextChunk(PackedLongs codes, TextDictionary dictionary, long @Nullable [] nulls) {
        super(nulls);
        this.codes = codes;
        this.dictionary = dictionary;
    }

    @Override
    Object value(int row) {
        return dictionary.text((int) codes.get(row));
    }

    @Override
    long valueBytes() {
        return codes.sizeInBytes();
    }

    TextDictionary dictionary() {
        return dictionary;
    }
}
