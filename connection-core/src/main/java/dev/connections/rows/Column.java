package dev.connections.rows;

import dev.connections.cache.values.MemorySize;
import dev.connections.rows.chunks.Chunk;
import dev.connections.rows.chunks.DictionaryTextChunk;
import dev.connections.rows.chunks.TextDictionary;
import org.jspecify.annotations.Nullable;

/** One column of {@link Rows}. Immutable. */
final class Column {

    private static final int SHIFT = Integer.numberOfTrailingZeros(Chunk.ROWS);
    private static final int MASK = Chunk.ROWS - 1;

    private final Chunk[] chunks;

    Column(Chunk[] chunks) {
        this.chunks = chunks;
    }

    boolean isNull(int row) {
        return chunks[row >>> SHIFT].isNull(row & MASK);
    }

    @Nullable
    Object get(int row) {
        return chunks[row >>> SHIFT].get(row & MASK);
    }

    /** Returns a value that is not null, as a {@code long}. */
    long longAt(int row) {
        return chunks[row >>> SHIFT].longAt(row & MASK);
    }

    /** Returns a value that is not null, as a {@code double}. */
    double doubleAt(int row) {
        return chunks[row >>> SHIFT].doubleAt(row & MASK);
    }

    /** Returns the dictionary of its chunks; {@code null} if none has any. */
    @Nullable
    TextDictionary dictionary() {
        for (Chunk chunk : chunks) {
            if (chunk instanceof DictionaryTextChunk coded) {
                return coded.dictionary();
            }
        }
        return null;
    }

    Chunk[] chunks() {
        return chunks;
    }

    long sizeInBytes() {
        long size = MemorySize.OBJECT + MemorySize.array(chunks.length, MemorySize.REFERENCE);
        for (Chunk chunk : chunks) {
            size += chunk.sizeInBytes();
        }
        TextDictionary dictionary = dictionary();
        return size + (dictionary == null ? 0 : dictionary.sizeInBytes());
    }
}
