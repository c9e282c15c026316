package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultWriter;
import org.jspecify.annotations.Nullable;

/** A chunk whose values are packed. */
abstract class PackedChunk extends Chunk {

    private final Packed packed;

    PackedChunk(ChunkEncoding encoding, Packed packed, long @Nullable [] nulls) {
        super(encoding, nulls);
        this.packed = packed;
    }

    @Override
    void write(ResultWriter target) {
        packed.write(target);
    }

    @Override
    long valueBytes() {
        return packed.sizeInBytes();
    }
}
