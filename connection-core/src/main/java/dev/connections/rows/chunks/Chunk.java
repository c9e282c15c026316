package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.values.MemorySize;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column in up to {@link #ROWS} rows. Columns are made of chunks, each packed as soon as it is full:
 * so reading a result never needs more than the packed chunks and one that is being filled, and each chunk takes the
 * width that its own values need. Immutable.
 */
public abstract class Chunk {

    /** Rows in every chunk but the last one of a column; a power of two. */
    public static final int ROWS = 1 << 12;

    private final ChunkEncoding encoding;
    private final long @Nullable [] nulls;

    /**
     * @param nulls a set bit for each row that is null; {@code null} if none is
     */
    Chunk(ChunkEncoding encoding, long @Nullable [] nulls) {
        this.encoding = encoding;
        this.nulls = nulls;
    }

    public final boolean isNull(int row) {
        return nulls != null && (nulls[row >>> 6] >>> row & 1) != 0;
    }

    public final @Nullable Object get(int row) {
        return isNull(row) ? null : value(row);
    }

    /** Returns a value that is not null. */
    abstract Object value(int row);

    final ChunkEncoding encoding() {
        return encoding;
    }

    /** Where the nulls are. */
    final long @Nullable [] nulls() {
        return nulls;
    }

    /** Writes the values, without the nulls, as they are packed. */
    abstract void write(ResultWriter target);

    /** Returns a value that is not null, as a {@code long}. */
    public long longAt(int row) {
        return ((Number) value(row)).longValue();
    }

    /** Returns a value that is not null, as a {@code double}. */
    public double doubleAt(int row) {
        return ((Number) value(row)).doubleValue();
    }

    /** What the values occupy in memory, without what {@link Chunk} itself does. */
    abstract long valueBytes();

    public final long sizeInBytes() {
        return valueBytes() + (nulls == null ? 0 : MemorySize.array(nulls.length, Long.BYTES)) + MemorySize.OBJECT;
    }
}
