package dev.connections.sql.mapping;

import dev.connections.rows.mapping.NullForPrimitiveException;
import dev.connections.rows.mapping.NumberValues;
import dev.connections.rows.mapping.SqlInterval;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultShape;
import dev.connections.sql.dialect.SqlDialect;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Typed access to the current row of a result set, by column counted from 0. {@link JdbcCellHandles} finds these
 * methods by name.
 *
 * <p>{@code wasNull} is called only after the value that the getter returns for null. They are methods, not handles on
 * the {@link ResultSet} interface, because a method has a type profile by which the compiler inlines the driver.
 */
final class JdbcCells {

    private JdbcCells() {}

    static boolean booleanValue(ResultSet rs, int column) throws SQLException {
        boolean value = rs.getBoolean(column + 1);
        if (!value && rs.wasNull()) {
            throw NullForPrimitiveException.INSTANCE;
        }
        return value;
    }

    static int intValue(ResultSet rs, int column) throws SQLException {
        int value = rs.getInt(column + 1);
        if (value == 0 && rs.wasNull()) {
            throw NullForPrimitiveException.INSTANCE;
        }
        return value;
    }

    static long longValue(ResultSet rs, int column) throws SQLException {
        long value = rs.getLong(column + 1);
        if (value == 0 && rs.wasNull()) {
            throw NullForPrimitiveException.INSTANCE;
        }
        return value;
    }

    static float floatValue(ResultSet rs, int column) throws SQLException {
        float value = rs.getFloat(column + 1);
        if (mayBeNull(value) && rs.wasNull()) {
            throw NullForPrimitiveException.INSTANCE;
        }
        return value;
    }

    static double doubleValue(ResultSet rs, int column) throws SQLException {
        double value = rs.getDouble(column + 1);
        if (mayBeNull(value) && rs.wasNull()) {
            throw NullForPrimitiveException.INSTANCE;
        }
        return value;
    }

    /** JDBC's value for null is 0, and that of DuckDB's driver is NaN. */
    static boolean mayBeNull(double value) {
        return value == 0 || Double.isNaN(value);
    }

    static @Nullable Boolean booleanOrNull(ResultSet rs, int column) throws SQLException {
        boolean value = rs.getBoolean(column + 1);
        return !value && rs.wasNull() ? null : (Boolean) value;
    }

    static @Nullable Integer intOrNull(ResultSet rs, int column) throws SQLException {
        int value = rs.getInt(column + 1);
        return value == 0 && rs.wasNull() ? null : (Integer) value;
    }

    static @Nullable Long longOrNull(ResultSet rs, int column) throws SQLException {
        long value = rs.getLong(column + 1);
        return value == 0 && rs.wasNull() ? null : (Long) value;
    }

    static @Nullable Float floatOrNull(ResultSet rs, int column) throws SQLException {
        float value = rs.getFloat(column + 1);
        return mayBeNull(value) && rs.wasNull() ? null : (Float) value;
    }

    static @Nullable Double doubleOrNull(ResultSet rs, int column) throws SQLException {
        double value = rs.getDouble(column + 1);
        return mayBeNull(value) && rs.wasNull() ? null : (Double) value;
    }

    /** @throws ArithmeticException if the value is not a number proper, such as PostgreSQL's NaN */
    static @Nullable BigDecimal decimal(ResultSet rs, int column) throws SQLException {
        try {
            return rs.getBigDecimal(column + 1);
        } catch (SQLException ex) {
            return (BigDecimal) NumberValues.convert(special(rs, column, ex), BigDecimal.class);
        }
    }

    static Number numberValue(ResultSet rs, int column) throws SQLException {
        Number value = numberOrNull(rs, column);
        if (value == null) {
            throw NullForPrimitiveException.INSTANCE;
        }
        return value;
    }

    /** Returns a decimal, or NaN or an infinity as a {@link Double}. */
    static @Nullable Number numberOrNull(ResultSet rs, int column) throws SQLException {
        try {
            return rs.getBigDecimal(column + 1);
        } catch (SQLException ex) {
            return special(rs, column, ex);
        }
    }

    private static Double special(ResultSet rs, int column, SQLException failure) throws SQLException {
        String text = rs.getString(column + 1);
        Double special = text == null ? null : NumberValues.special(text);
        if (special == null) {
            throw failure;
        }
        return special;
    }

    /** Not {@code getBoolean}: Connector/J takes numbers below -1 for false. */
    static boolean flagValue(ResultSet rs, int column) throws SQLException {
        return intValue(rs, column) != 0;
    }

    static @Nullable Boolean flagOrNull(ResultSet rs, int column) throws SQLException {
        Integer value = intOrNull(rs, column);
        return value == null ? null : (Boolean) (value != 0);
    }

    /** Returns a flag of MySQL: a boolean, unless it is another number than 0 and 1. */
    private static @Nullable Object flag(ResultSet rs, int column) throws SQLException {
        Integer value = intOrNull(rs, column);
        return value == null || value < 0 || value > 1 ? value : (Object) (value == 1);
    }

    static @Nullable String text(ResultSet rs, int column) throws SQLException {
        return rs.getString(column + 1);
    }

    static byte @Nullable [] bytes(ResultSet rs, int column) throws SQLException {
        return rs.getBytes(column + 1);
    }

    static @Nullable LocalDate date(ResultSet rs, int column) throws SQLException {
        LocalDate value = rs.getObject(column + 1, LocalDate.class);
        return value == null ? ZeroDates.refuse(rs, column) : value;
    }

    static @Nullable LocalTime time(ResultSet rs, int column) throws SQLException {
        return rs.getObject(column + 1, LocalTime.class);
    }

    static @Nullable LocalDateTime timestamp(ResultSet rs, int column) throws SQLException {
        LocalDateTime value = rs.getObject(column + 1, LocalDateTime.class);
        return value == null ? ZeroDates.refuse(rs, column) : value;
    }

    static @Nullable OffsetDateTime offsetTimestamp(ResultSet rs, int column) throws SQLException {
        return rs.getObject(column + 1, OffsetDateTime.class);
    }

    /** Returns the value as the class of the column's kind. */
    static @Nullable Object value(ResultSet rs, int column, ColumnKind kind, SqlDialect dialect) throws SQLException {
        if (dialect == SqlDialect.SQLITE) {
            return SqliteValues.value(rs.getObject(column + 1), kind);
        }
        if (dialect == SqlDialect.SNOWFLAKE && SnowflakeValues.isTemporal(kind)) {
            return SnowflakeValues.temporal(rs, column, kind);
        }
        if (dialect == SqlDialect.DUCKDB && DuckDbValues.isTemporal(kind)) {
            return DuckDbValues.temporal(rs, column + 1, kind);
        }
        return switch (kind) {
            case BOOLEAN -> booleanOrNull(rs, column);
            case FLAG -> flag(rs, column);
            case INT -> intOrNull(rs, column);
            case LONG -> longOrNull(rs, column);
            case FLOAT -> floatOrNull(rs, column);
            case DOUBLE -> doubleOrNull(rs, column);
            case DECIMAL -> numberOrNull(rs, column);
            case TEXT, JSON, BITS -> text(rs, column);
            case BYTES -> bytes(rs, column);
            case DATE -> date(rs, column);
            case TIME -> isLongTime(kind, dialect) ? longTime(rs, column) : time(rs, column);
            case TIMESTAMP -> timestamp(rs, column);
            case OFFSET_TIMESTAMP -> offsetTimestamp(rs, column);
            case OFFSET_TIME ->
                dialect == SqlDialect.POSTGRESQL
                        ? PostgresResults.offsetTime(rs.getObject(column + 1, OffsetTime.class))
                        : rs.getObject(column + 1);
            case ARRAY -> array(rs, column, dialect);
            case UUID, OBJECT -> JdbcValues.plain(rs.getObject(column + 1));
        };
    }

    /** Returns whether a column is of the {@code TIME} of MySQL and MariaDB, which reaches from -838 to 838 hours. */
    static boolean isLongTime(ColumnKind kind, SqlDialect dialect) {
        return kind == ColumnKind.TIME && (dialect == SqlDialect.MARIADB || dialect == SqlDialect.MYSQL);
    }

    /** Returns a time of MySQL, which is a time of day, or a duration of more than a day or less than nothing. */
    private static @Nullable Object longTime(ResultSet rs, int column) throws SQLException {
        @Nullable Duration duration = rs.getObject(column + 1, Duration.class);
        return duration == null ? null : SqlInterval.timeOfDay(duration);
    }

    private static @Nullable Object array(ResultSet rs, int column, SqlDialect dialect) throws SQLException {
        @Nullable
        List<@Nullable Object> times =
                switch (dialect) {
                    case POSTGRESQL -> PostgresResults.times(rs, column + 1);
                    case H2 -> timesOfH2(rs, column + 1);
                    case DUCKDB -> DuckDbValues.times(rs.getObject(column + 1));
                    default -> null;
                };
        return times != null ? times : JdbcValues.plain(rs.getObject(column + 1));
    }

    /** H2's own array has dates and local times as the classes of {@code java.sql}, by the JVM's zone. */
    private static @Nullable List<@Nullable Object> timesOfH2(ResultSet rs, int column) throws SQLException {
        java.sql.@Nullable Array array = rs.getArray(column);
        if (array == null) {
            return null;
        }
        // such as TIMESTAMP(9) ARRAY(2) ARRAY
        String name = array.getBaseTypeName();
        Class<?> type = localTime(name);
        if (type == null) {
            return null;
        }
        for (int i = StringUtils.countOccurrencesOf(name, " ARRAY"); i >= 0; i--) {
            type = type.arrayType();
        }
        return JdbcValues.elements(rs.getObject(column, type));
    }

    private static @Nullable Class<?> localTime(String h2Type) {
        if (h2Type.contains(" WITH TIME ZONE")) {
            return null;
        }
        if (h2Type.startsWith("TIMESTAMP")) {
            return LocalDateTime.class;
        }
        if (h2Type.startsWith("TIME")) {
            return LocalTime.class;
        }
        return h2Type.startsWith("DATE") ? LocalDate.class : null;
    }

    /** Returns the whole row. */
    static @Nullable Object[] values(ResultSet rs, ResultShape shape, SqlDialect dialect) throws SQLException {
        @Nullable Object[] values = new Object[shape.columnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(rs, i, shape.kind(i), dialect);
        }
        return values;
    }
}
