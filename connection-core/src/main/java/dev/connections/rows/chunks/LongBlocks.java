package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;

/** Reads and writes {@code long} arrays whose length the reader knows. */
final class LongBlocks {

    private LongBlocks() {}

    static void write(long[] values, ResultWriter target) {
        target.block(values.length * Long.BYTES).asLongBuffer().put(values);
    }

    static long[] read(ResultReader source, int length) {
        long[] values = new long[length];
        source.block(length * Long.BYTES).asLongBuffer().get(values);
        return values;
    }
}
