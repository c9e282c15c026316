package dev.connections.sql;

import java.math.BigDecimal;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a column of a result holds, whatever its database calls it. It decides with which getter the column is read, how
 * it is stored, and of which class its values are.
 */
enum ColumnKind {
    BOOLEAN(Boolean.class),

    /** {@code tinyint(1)} of MySQL and MariaDB: a boolean by their drivers, though it may hold other numbers. */
    FLAG(Boolean.class),
    INT(Integer.class),
    LONG(Long.class),
    FLOAT(Float.class),
    DOUBLE(Double.class),
    DECIMAL(BigDecimal.class),
    TEXT(String.class),

    /** JSON, as text. */
    JSON(String.class),

    /** A string of bits, as text of 0 and 1. */
    BITS(String.class),
    BYTES(byte[].class),
    DATE(LocalDate.class),
    TIME(LocalTime.class),
    TIMESTAMP(LocalDateTime.class),
    OFFSET_TIME(OffsetTime.class),
    OFFSET_TIMESTAMP(OffsetDateTime.class),
    UUID(UUID.class),
    ARRAY(List.class),

    /** Known only value by value. */
    OBJECT(Object.class);

    private final Class<?> valueType;

    ColumnKind(Class<?> valueType) {
        this.valueType = valueType;
    }

    /** The class of the values. */
    Class<?> valueType() {
        return valueType;
    }

    /** The kind whose values are of exactly this class; {@link #OBJECT} if there is none. */
    static ColumnKind ofValues(Class<?> valueType) {
        for (ColumnKind kind : values()) {
            if (kind.valueType == valueType) {
                return kind;
            }
        }
        return OBJECT;
    }

    /**
     * The kind of a column, counted from 1. Asks the driver only what it knows without a round trip: pgjdbc's
     * {@code getColumnTypeName} would make one.
     *
     * @param typeCode PostgreSQL's number of the type; JDBC's for all others
     */
    static ColumnKind of(ResultSetMetaData meta, int column, SqlDialect dialect, int typeCode) throws SQLException {
        if (dialect == SqlDialect.SQLITE) {
            return ofDeclaredType(meta.getColumnTypeName(column));
        }
        ColumnKind own = dialect == SqlDialect.POSTGRESQL ? PostgresDriver.kind(typeCode) : null;
        return own != null ? own : ofJdbcType(meta, column, dialect);
    }

    private static ColumnKind ofJdbcType(ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        return switch (meta.getColumnType(column)) {
            case Types.BOOLEAN -> isOfMySql(dialect) ? FLAG : BOOLEAN;
            case Types.BIT -> ofBits(meta.getPrecision(column), dialect);
            case Types.TINYINT, Types.SMALLINT -> INT;
            case Types.INTEGER -> isUnsigned(meta, column, dialect) ? LONG : INT;
            case Types.BIGINT -> isUnsigned(meta, column, dialect) ? DECIMAL : LONG;
            case Types.REAL -> FLOAT;
            case Types.FLOAT -> dialect == SqlDialect.DUCKDB ? FLOAT : DOUBLE;
            case Types.DOUBLE -> DOUBLE;
            case Types.DECIMAL, Types.NUMERIC -> DECIMAL;
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB,
                    Types.SQLXML -> TEXT;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                isUuid(meta, column, dialect) ? UUID : BYTES;
            case Types.DATE -> isYear(meta, column, dialect) ? INT : DATE;
            case Types.TIME -> hasZone(meta, column, dialect, 12) ? OFFSET_TIME : TIME;
            case Types.TIMESTAMP -> hasZone(meta, column, dialect, 26) ? OFFSET_TIMESTAMP : TIMESTAMP;
            case Types.TIME_WITH_TIMEZONE -> OFFSET_TIME;
            case Types.TIMESTAMP_WITH_TIMEZONE -> OFFSET_TIMESTAMP;
            case Types.ARRAY -> ARRAY;
            default -> isJson(meta, column, dialect) ? JSON : OBJECT;
        };
    }

    /** @param length 0 if it is not known */
    private static ColumnKind ofBits(int length, SqlDialect dialect) {
        if (isOfMySql(dialect)) {
            return length == 1 ? FLAG : length < Long.SIZE ? LONG : OBJECT;
        }
        return length == 1 ? BOOLEAN : BITS;
    }

    private static boolean isOfMySql(SqlDialect dialect) {
        return dialect == SqlDialect.MARIADB || dialect == SqlDialect.MYSQL;
    }

    /** Whether a type code of JDBC's is enough to tell the kind, as it is for the common ones of most databases. */
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
            return BOOLEAN;
        }
        if (type.startsWith("TIMESTAMP") || type.startsWith("DATETIME")) {
            return TIMESTAMP;
        }
        return switch (type) {
            case "DATE" -> DATE;
            case "TIME" -> TIME;
            case "UUID" -> UUID;
            default -> OBJECT;
        };
    }

    private static boolean isUnsigned(ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        return isOfMySql(dialect) && !meta.isSigned(column);
    }

    /** The drivers take a year for a date, its first of January. */
    private static boolean isYear(ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        return (dialect == SqlDialect.MARIADB || dialect == SqlDialect.MYSQL)
                && meta.getColumnTypeName(column).equals("YEAR");
    }

    private static boolean isUuid(ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        return dialect == SqlDialect.H2 && meta.getColumnClassName(column).equals(UUID.valueType.getName());
    }

    /** H2 hands out the bytes of a JSON value when it is asked for an object. */
    private static boolean isJson(ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        return (dialect == SqlDialect.H2 || dialect == SqlDialect.DUCKDB)
                && meta.getColumnTypeName(column).equals("JSON");
    }

    /**
     * Snowflake's driver has one type code for a local time and an instant. pgjdbc has one type code for times with and without a zone; the zone's six characters show in the precision, which
     * is the width of the text, once the digits after the second are taken off.
     */
    private static boolean hasZone(ResultSetMetaData meta, int column, SqlDialect dialect, int width)
            throws SQLException {
        if (dialect == SqlDialect.SNOWFLAKE) {
            return meta.getColumnTypeName(column).matches("TIMESTAMP_?L?TZ");
        }
        return dialect == SqlDialect.POSTGRESQL && meta.getPrecision(column) - meta.getScale(column) >= width;
    }
}
