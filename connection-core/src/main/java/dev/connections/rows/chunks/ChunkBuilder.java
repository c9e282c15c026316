package dev.connections.rows.chunks;

import org.jspecify.annotations.Nullable;

/** Collects the values of one chunk after the other. Not thread-safe. */
public abstract class ChunkBuilder {

    private int size;
    private long @Nullable [] nulls;

    /** Takes a value of the class that this builder is for. */
    public abstract void add(@Nullable Object value);

    /** Takes a whole number. */
    public void addLong(long value) {
        add(value);
    }

    /** Takes a floating-point number. */
    public void addDouble(double value) {
        add(value);
    }

    /** Packs what has been taken, without the nulls, of which the packed chunk says nothing but where they are. */
    abstract Chunk pack(int packedSize, long @Nullable [] packedNulls);

    /** Ends the chunk and begins the next one. */
    public final Chunk seal() {
        Chunk chunk = pack(size, nulls);
        size = 0;
        nulls = null;
        return chunk;
    }

    /** Called once, after the last chunk. */
    public void finish() {}

    public final int size() {
        return size;
    }

    /** Counts a row whose value has been taken, and returns its index. */
    final int next() {
        return size++;
    }

    /** Counts a row that is null, and returns its index. */
    final int nextNull() {
        if (nulls == null) {
            nulls = new long[Chunk.ROWS >>> 6];
        }
        nulls[size >>> 6] |= 1L << size;
        return size++;
    }

    /** Returns the length that an array for at least {@code needed} values should grow to. */
    static int grown(int length, int needed) {
        return Math.min(Chunk.ROWS, Math.max(needed, Math.max(16, length * 2)));
    }
}
