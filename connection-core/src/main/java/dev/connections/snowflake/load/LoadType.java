package dev.connections.snowflake.load;

import java.util.Locale;

/**
 * How a field of a file becomes a value of a column. The statement says it for each column, so that no parameter of a
 * session can change the meaning of a text.
 */
enum LoadType {
    NUMBER("$%d"),
    FLOAT("$%d"),
    TEXT("$%d"),
    BOOLEAN("$%d"),
    BINARY("to_binary($%d, 'HEX')"),
    DATE("to_date($%d, 'YYYY-MM-DD')"),
    TIME("to_time($%d, 'HH24:MI:SS.FF9')"),
    TIMESTAMP_NTZ("to_timestamp_ntz($%d, 'YYYY-MM-DD HH24:MI:SS.FF9')"),
    TIMESTAMP_LTZ("to_timestamp_ltz($%d, 'YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM')"),
    TIMESTAMP_TZ("to_timestamp_tz($%d, 'YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM')"),
    VARIANT("parse_json($%d)"),
    ARRAY("parse_json($%d)::array"),
    OBJECT("parse_json($%d)::object"),

    /** Whatever Snowflake makes of its text. */
    OTHER("$%d");

    private final String expression;

    LoadType(String expression) {
        this.expression = expression;
    }

    /** What selects the value out of a file; fields are counted from 1. */
    String expression(int field) {
        return String.format(Locale.ROOT, expression, field);
    }

    boolean isSemiStructured() {
        return this == VARIANT || this == ARRAY || this == OBJECT;
    }

    /** The type of a name of Snowflake's, in upper case and without its length. */
    static LoadType of(String name) {
        return switch (name) {
            case "NUMBER", "DECIMAL", "NUMERIC", "INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "BYTEINT" -> NUMBER;
            case "FLOAT", "FLOAT4", "FLOAT8", "DOUBLE", "REAL" -> FLOAT;
            case "VARCHAR", "CHAR", "CHARACTER", "STRING", "TEXT" -> TEXT;
            case "BINARY", "VARBINARY" -> BINARY;
            case "BOOLEAN" -> BOOLEAN;
            case "DATE" -> DATE;
            case "TIME" -> TIME;
            case "TIMESTAMP_NTZ", "DATETIME" -> TIMESTAMP_NTZ;
            case "TIMESTAMP_LTZ" -> TIMESTAMP_LTZ;
            case "TIMESTAMP_TZ" -> TIMESTAMP_TZ;
            case "VARIANT" -> VARIANT;
            case "ARRAY" -> ARRAY;
            case "OBJECT" -> OBJECT;
            default -> OTHER;
        };
    }
}
