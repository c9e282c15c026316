package dev.connections.sql;

/** Which builder is for which column. */
final class ChunkBuilders {

    private ChunkBuilders() {}

    static ChunkBuilder of(ResultShape shape, int column) {
        return new ObjectChunk.Builder(shape);
    }
}
