package dev.connections.sql.mapping;

import dev.connections.rows.shape.ColumnKind;
import dev.connections.sql.dialect.SqlDialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;

/** Maps JDBC column types to {@link ColumnKind}s. */
final class JdbcColumnTypes {

    private JdbcColumnTypes() {}

    /**
     * Returns the kind of a column, counted from 1. Asks the driver only what it knows without a round trip: pgjdbc's
     * {@code getColumnTypeName} would make one.
     *
     * @param typeCode PostgreSQL's number of the type; JDBC's for all others
     */
    static ColumnKind kind(ResultSetMetaData meta, int column, SqlDialect dialect, int typeCode) throws SQLException {
        if (dialect == SqlDialect.SQLITE) {
            return ofDeclaredType(meta.getColumnTypeName(column));
        }
        ColumnKind own = dialect == SqlDialect.POSTGRESQL ? PostgresResults.kind(typeCode) : null;
        return own != null ? own : ofJdbcType(meta, column, dialect);
    }

    private static ColumnKind ofJdbcType(ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        return switch (meta.getColumnType(column)) {
            case Types.BOOLEAN -> isOfMySql(dialect) ? ColumnKind.FLAG : ColumnKind.BOOLEAN;
            case Types.BIT -> ofBits(meta.getPrecision(column), dialect);
            case Types.TINYINT, Types.SMALLINT -> ColumnKind.INT;
            case Types.INTEGER -> isUnsigned(meta, column, dialect) ? ColumnKind.LONG : ColumnKind.INT;
            case Types.BIGINT -> isUnsigned(meta, column, dialect) ? ColumnKind.DECIMAL : ColumnKind.LONG;
            case Types.REAL -> ColumnKind.FLOAT;
            case Types.FLOAT -> dialect == SqlDialect.DUCKDB ? ColumnKind.FLOAT : ColumnKind.DOUBLE;
            case Types.DOUBLE -> ColumnKind.DOUBLE;
            case Types.DECIMAL, Types.NUMERIC -> ColumnKind.DECIMAL;
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB,
                    Types.SQLXML -> ColumnKind.TEXT;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                isUuid(meta, column, dialect) ? ColumnKind.UUID : ColumnKind.BYTES;
            case Types.DATE -> isYear(meta, column, dialect) ? ColumnKind.INT : ColumnKind.DATE;
            case Types.TIME -> hasZone(meta, column, dialect, 12) ? ColumnKind.OFFSET_TIME : ColumnKind.TIME;
            case Types.TIMESTAMP ->
                hasZone(meta, column, dialect, 26) ? ColumnKind.OFFSET_TIMESTAMP : ColumnKind.TIMESTAMP;
            case Types.TIME_WITH_TIMEZONE -> ColumnKind.OFFSET_TIME;
            case Types.TIMESTAMP_WITH_TIMEZONE -> ColumnKind.OFFSET_TIMESTAMP;
            case Types.ARRAY -> ColumnKind.ARRAY;
            default -> isJson(meta, column, dialect) ? ColumnKind.JSON : ColumnKind.OBJECT;
        };
    }

    /** @param length 0 if it is not known */
    private static ColumnKind ofBits(int length, SqlDialect dialect) {
        if (isOfMySql(dialect)) {
            return length == 1 ? ColumnKind.FLAG : length < Long.SIZE ? ColumnKind.LONG : ColumnKind.OBJECT;
        }
        return length == 1 ? ColumnKind.BOOLEAN : ColumnKind.BITS;
    }

    private static boolean isOfMySql(SqlDialect dialect) {
        return dialect == SqlDialect.MARIADB || dialect == SqlDialect.MYSQL;
    }

    /**
     * Returns whether a type code of JDBC's is enough to tell the kind, as it is for the common ones of most databases.
     */
    static boolean isToldBy(int sqlType, SqlDialect dialect) {
        return switch (dialect) {
            case SQLITE, POSTGRESQL -> false;
            case SNOWFLAKE -> isToldBy(sqlType) && sqlType != Types.TIMESTAMP;
            case MARIADB, MYSQL ->
                isToldBy(sqlType) && sqlType != Types.INTEGER && sqlType != Types.BIGINT && sqlType != Types.DATE;
            default -> isToldBy(sqlType);
        };
    }

    private static boolean isToldBy(int sqlType) {
        return switch (sqlType) {
            case Types.BOOLEAN,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.DOUBLE,
                    Types.DECIMAL,
                    Types.NUMERIC,
                    Types.CHAR,
                    Types.VARCHAR,
                    Types.DATE,
                    Types.TIMESTAMP -> true;
            default -> false;
        };
    }

    /**
     * SQLite types values, not columns. What a column was declared as is a hint: the driver's type code is a guess from
     * the first row.
     */
    private static ColumnKind ofDeclaredType(String declared) {
        String type = declared.toUpperCase(Locale.ROOT);
        if (type.startsWith("BOOL")) {
            return ColumnKind.BOOLEAN;
        }
        if (type.startsWith("TIMESTAMP") || type.startsWith("DATETIME")) {
            return ColumnKind.TIMESTAMP;
        }
        return switch (type) {
            case "DATE" -> ColumnKind.DATE;
            case "TIME" -> ColumnKind.TIME;
            case "UUID" -> ColumnKind.UUID;
            default -> ColumnKind.OBJECT;
        };
    }

    private static boolean isUnsigned(ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        return isOfMySql(dialect) && !meta.isSigned(column);
    }

    /** The drivers return a date for a year: its first of January. */
    private static boolean isYear(ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        return (dialect == SqlDialect.MARIADB || dialect == SqlDialect.MYSQL)
                && meta.getColumnTypeName(column).equals("YEAR");
    }

    private static boolean isUuid(ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        return dialect == SqlDialect.H2 && meta.getColumnClassName(column).equals(java.util.UUID.class.getName());
    }

    /** H2 hands out the bytes of a JSON value for an object. */
    private static boolean isJson(ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        return (dialect == SqlDialect.H2 || dialect == SqlDialect.DUCKDB)
                && meta.getColumnTypeName(column).equals("JSON");
    }

    /**
     * Snowflake's driver has one type code for a local time and an instant. So has pgjdbc for times with and without a
     * zone. The six characters of the zone show in the precision, which is the width of the text without the digits
     * after the second.
     */
    private static boolean hasZone(ResultSetMetaData meta, int column, SqlDialect dialect, int width)
            throws SQLException {
        if (dialect == SqlDialect.SNOWFLAKE) {
            return meta.getColumnTypeName(column).matches("TIMESTAMP_?L?TZ");
        }
        return dialect == SqlDialect.POSTGRESQL && meta.getPrecision(column) - meta.getScale(column) >= width;
    }
}
