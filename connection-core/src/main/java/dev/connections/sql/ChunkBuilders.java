package dev.connections.sql;

/** Which builder is for which column. */
final class ChunkBuilders {

    private ChunkBuilders() {}

    static ChunkBuilder of(ResultShape shape, int column) {
        ColumnKind kind = shape.dialect() == SqlDialect.SQLITE ? ColumnKind.OBJECT : shape.kind(column);
        return kind == ColumnKind.OBJECT || kind == ColumnKind.ARRAY ? new ObjectChunk.Builder(shape) : of(kind);
    }

    /** The builder for values of a kind, which must be one that has a form of its own. */
    static ChunkBuilder of(ColumnKind kind) {
        return switch (kind) {
            case BOOLEAN -> new BooleanChunk.Builder();
            case INT -> new IntegerChunk.Builder(false);
            case LONG -> new IntegerChunk.Builder(true);
            case FLOAT -> new FloatChunk.Builder();
            case DOUBLE -> new DoubleChunk.Builder();
            case DECIMAL -> new DecimalChunk.Builder();
            case TEXT -> new TextChunk.Builder();
            case BYTES -> new BytesChunk.Builder();
            case DATE, TIME, TIMESTAMP, OFFSET_TIMESTAMP -> new TemporalChunk.Builder(kind);
            case UUID -> new UuidChunk.Builder();
            case ARRAY, OBJECT -> throw new IllegalArgumentException(kind.name());
        };
    }
}
