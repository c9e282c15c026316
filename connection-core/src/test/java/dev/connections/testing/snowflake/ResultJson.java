package dev.connections.testing.snowflake;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes columns and cells of H2 as Snowflake does in its JSON results: every value is text. */
final class ResultJson {

    private static final int NUMBER_PRECISION = 38;

    private static final int UTC_OFFSET = 1440;

    private static final int LTZ_SCALE = 8;

    private ResultJson() {}

    static ArrayNode columns(ResultSetMetaData meta) throws SQLException {
        ArrayNode columns = Json.MAPPER.createArrayNode();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            ObjectNode column = columns.addObject();
            column.put("name", meta.getColumnLabel(i));
            column.put("database", "").put("schema", "").put("table", "");
            column.put("nullable", meta.isNullable(i) != ResultSetMetaData.columnNoNulls);
            describe(column, meta.getColumnType(i), meta.getColumnTypeName(i), meta.getPrecision(i), meta.getScale(i));
        }
        return columns;
    }

    static void describe(ObjectNode column, int jdbcType, String typeName, int precision, int scale) {
        String type = type(jdbcType, typeName, scale);
        column.put("type", type);
        switch (type) {
            case "fixed" -> {
                boolean decimal = jdbcType == Types.NUMERIC || jdbcType == Types.DECIMAL;
                column.put("precision", decimal ? Math.min(precision, NUMBER_PRECISION) : NUMBER_PRECISION);
                column.put("scale", decimal ? scale : 0);
            }
            case "text", "binary", "variant" -> {
                int length = Math.min(precision, 16_777_216);
                column.putNull("precision").putNull("scale");
                column.put("length", length).put("byteLength", length);
            }
            case "time", "timestamp_ntz", "timestamp_ltz", "timestamp_tz" ->
                column.put("precision", 0).put("scale", 9);
            default -> column.putNull("precision").putNull("scale");
        }
    }

    static String type(int jdbcType, String typeName, int scale) {
        return switch (jdbcType) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL -> "fixed";
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> "real";
            case Types.BOOLEAN, Types.BIT -> "boolean";
            case Types.DATE -> "date";
            case Types.TIME -> "time";
            case Types.TIMESTAMP -> "timestamp_ntz";
            case Types.TIMESTAMP_WITH_TIMEZONE -> (scale == LTZ_SCALE) ? "timestamp_ltz" : "timestamp_tz";
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> "binary";
            default -> typeName.toUpperCase(Locale.ROOT).equals("JSON") ? "variant" : "text";
        };
    }

    static @Nullable String cell(ResultSet rows, ResultSetMetaData meta, int column) throws SQLException {
        String type = type(meta.getColumnType(column), meta.getColumnTypeName(column), meta.getScale(column));
        return switch (type) {
            case "fixed" -> {
                @Nullable BigDecimal number = rows.getBigDecimal(column);
                yield (number == null) ? null : number.toPlainString();
            }
            case "boolean" -> {
                boolean value = rows.getBoolean(column);
                yield rows.wasNull() ? null : value ? "1" : "0";
            }
            case "date" -> {
                @Nullable LocalDate date = rows.getObject(column, LocalDate.class);
                yield (date == null) ? null : String.valueOf(date.toEpochDay());
            }
            case "time" -> {
                @Nullable LocalTime time = rows.getObject(column, LocalTime.class);
                yield (time == null) ? null : seconds(time.toSecondOfDay(), time.getNano());
            }
            case "timestamp_ntz" -> {
                @Nullable LocalDateTime time = rows.getObject(column, LocalDateTime.class);
                yield (time == null) ? null : seconds(time.toEpochSecond(ZoneOffset.UTC), time.getNano());
            }
            case "timestamp_ltz" -> {
                @Nullable OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
                yield (time == null) ? null : seconds(time.toEpochSecond(), time.getNano());
            }
            case "timestamp_tz" -> {
                @Nullable OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
                yield (time == null)
                        ? null
                        : seconds(time.toEpochSecond(), time.getNano()) + " "
                                + (UTC_OFFSET + time.getOffset().getTotalSeconds() / 60);
            }
            case "binary" -> {
                byte @Nullable [] bytes = rows.getBytes(column);
                yield (bytes == null) ? null : HexFormat.of().withUpperCase().formatHex(bytes);
            }
            default -> rows.getString(column);
        };
    }

    /** As a decimal number: the seconds before 1970 count down, the fraction with them. */
    private static String seconds(long seconds, int nanos) {
        return BigDecimal.valueOf(seconds)
                .add(BigDecimal.valueOf(nanos, 9))
                .setScale(9)
                .toPlainString();
    }
}
