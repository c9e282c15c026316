package dev.connections.rows.chunks;

import dev.connections.rows.shape.ColumnKind;

/** Creates the builder for the kind of a column. */
public final class ChunkBuilders {

    private ChunkBuilders() {}

    /** @param mixed whether single values may be of another kind */
    public static ChunkBuilder of(ColumnKind kind, boolean mixed) {
        return !mixed && hasOwnForm(kind) ? of(kind) : new ObjectChunk.Builder();
    }

    /** Returns whether values of a kind are kept in a denser form than as objects. */
    static boolean hasOwnForm(ColumnKind kind) {
        return switch (kind) {
            case FLAG, OFFSET_TIME, ARRAY, OBJECT -> false;
            default -> true;
        };
    }

    /** Returns the builder for values of a kind, which must be one that has a form of its own. */
    static ChunkBuilder of(ColumnKind kind) {
        return switch (kind) {
            case BOOLEAN -> new BooleanChunk.Builder();
            case INT -> new IntegerChunk.Builder(false);
            case LONG -> new IntegerChunk.Builder(true);
            case FLOAT -> new FloatingChunk.Builder(true);
            case DOUBLE -> new FloatingChunk.Builder(false);
            case DECIMAL -> new DecimalChunk.Builder();
            case TEXT, JSON, BITS -> new TextChunk.Builder();
            case BYTES -> new BytesChunk.Builder();
            case DATE, TIME, TIMESTAMP, OFFSET_TIMESTAMP -> new TemporalChunk.Builder(kind);
            case UUID -> new UuidChunk.Builder();
            case FLAG, OFFSET_TIME, ARRAY, OBJECT -> throw new IllegalArgumentException(kind.name());
        };
    }
}
