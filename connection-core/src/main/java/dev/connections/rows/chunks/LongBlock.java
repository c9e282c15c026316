package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.values.MemorySize;

/** Integers that are not packed: each takes eight bytes. */
record LongBlock(long[] values) implements Packed {

    @Override
    public void write(ResultWriter target) {
        target.block(values.length * Long.BYTES).asLongBuffer().put(values);
    }

    static LongBlock read(ResultReader source, int length) {
        long[] values = new long[length];
        source.block(length * Long.BYTES).asLongBuffer().get(values);
        return new LongBlock(values);
    }

    @Override
    public long sizeInBytes() {
        return MemorySize.array(values.length, Long.BYTES);
    }
}
