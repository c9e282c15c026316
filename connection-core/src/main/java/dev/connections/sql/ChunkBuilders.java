package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Which builder is for which column. */
final class ChunkBuilders {

    private ChunkBuilders() {}

    static ChunkBuilder of(ResultShape shape, int column) {
        ColumnKind kind = shape.isHint(column) ? ColumnKind.OBJECT : shape.kind(column);
        if (shape.dialect() == SqlDialect.SNOWFLAKE && SnowflakeValues.isTemporal(kind)) {
            return new TemporalChunk.Builder(kind) {
                @Override
                void read(ResultSet rs, int index) throws SQLException {
                    add(SnowflakeValues.temporal(rs, index, kind));
                }
            };
        }
        if (shape.dialect() == SqlDialect.DUCKDB && DuckDbValues.isTemporal(kind)) {
            return new TemporalChunk.Builder(kind) {
                @Override
                void read(ResultSet rs, int index) throws SQLException {
                    add(DuckDbValues.temporal(rs, index + 1, kind));
                }
            };
        }
        return hasOwnForm(kind) ? of(kind) : new ObjectChunk.Builder(shape);
    }

    /** Whether values of a kind are kept in a denser form than as objects. */
    static boolean hasOwnForm(ColumnKind kind) {
        return switch (kind) {
            case FLAG, OFFSET_TIME, ARRAY, OBJECT -> false;
            default -> true;
        };
    }

    /** The builder for values of a kind, which must be one that has a form of its own. */
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
