package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultWriter;

/** The packed values of a chunk. Immutable. */
interface Packed {

    void write(ResultWriter target);

    long sizeInBytes();
}
