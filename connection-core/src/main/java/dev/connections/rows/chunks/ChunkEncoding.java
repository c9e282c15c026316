package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.rows.shape.ColumnKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The encoding of a chunk in its serialized form. The order of the constants is part of the format. */
public enum ChunkEncoding {
    BOOLEAN,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    DECIMAL,
    TEXT,
    CODED_TEXT,
    BYTES,
    DATE,
    TIME,
    TIMESTAMP,
    OFFSET_TIMESTAMP,
    UUID,
    OBJECT;

    private static final ChunkEncoding[] ALL = values();

    public static void write(Chunk chunk, int size, ResultWriter target) {
        target.number(chunk.encoding().ordinal());
        long[] nulls = chunk.nulls();
        target.number(nulls != null ? 1 : 0);
        if (nulls != null) {
            new LongBlock(Arrays.copyOf(nulls, words(size))).write(target);
        }
        chunk.write(target);
    }

    /** @param dictionary of the column, if it has one */
    public static Chunk read(ResultReader source, int size, @Nullable TextDictionary dictionary) {
        ChunkEncoding form = ALL[source.number(0, ALL.length - 1)];
        long[] nulls =
                source.number(0, 1) != 0 ? LongBlock.read(source, words(size)).values() : null;
        return switch (form) {
            case BOOLEAN -> BooleanChunk.read(source, size, nulls);
            case INT -> IntegerChunk.read(source, size, false, nulls);
            case LONG -> IntegerChunk.read(source, size, true, nulls);
            case FLOAT -> FloatingChunk.read(source, size, true, nulls);
            case DOUBLE -> FloatingChunk.read(source, size, false, nulls);
            case DECIMAL -> DecimalChunk.read(source, size, nulls);
            case TEXT -> TextChunk.read(source, size, nulls);
            case CODED_TEXT -> {
                if (dictionary == null) {
                    throw new IllegalArgumentException("No dictionary");
                }
                yield DictionaryTextChunk.read(source, size, dictionary, nulls);
            }
            case BYTES -> BytesChunk.read(source, size, nulls);
            case DATE -> TemporalChunk.read(source, size, ColumnKind.DATE, nulls);
            case TIME -> TemporalChunk.read(source, size, ColumnKind.TIME, nulls);
            case TIMESTAMP -> TemporalChunk.read(source, size, ColumnKind.TIMESTAMP, nulls);
            case OFFSET_TIMESTAMP -> TemporalChunk.read(source, size, ColumnKind.OFFSET_TIMESTAMP, nulls);
            case UUID -> UuidChunk.read(source, size, nulls);
            case OBJECT -> ObjectChunk.read(source, size, nulls);
        };
    }

    private static int words(int size) {
        return (size + 63) >>> 6;
    }
}
