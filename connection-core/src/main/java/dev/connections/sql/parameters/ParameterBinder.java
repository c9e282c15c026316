package dev.connections.sql.parameters;

import dev.connections.rows.chunks.UnpairedSurrogates;
import dev.connections.sql.dialect.SqlDialect;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.support.SqlValue;
import org.springframework.util.ClassUtils;

/** Binds the parameters of a statement as the driver of its database requires. Immutable. */
public final class ParameterBinder {

    private static final boolean JACKSON =
            ClassUtils.isPresent("tools.jackson.databind.JsonNode", ParameterBinder.class.getClassLoader());

    private static final int MOST_DIGITS_OF_MYSQL = 65;

    /** Of the drivers, and of the geometries that H2 knows. */
    private static final List<String> KNOWN_PACKAGES = List.of("com.mysql.", "org.h2.", "org.locationtech.");

    private final SqlDialect dialect;

    private final TimeParameters times;

    public ParameterBinder(SqlDialect dialect) {
        this.dialect = dialect;
        this.times = new TimeParameters(dialect);
    }

    public void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        if (dialect == SqlDialect.SQLITE) {
            checkCount(statement.getParameterMetaData().getParameterCount(), values.length);
        }
        for (int i = 0; i < values.length; i++) {
            set(statement, i + 1, values[i]);
        }
    }

    /**
     * SQLite's driver binds NULL where a value is missing. Its own forms, such as {@code ?1} and {@code @id}, count
     * too.
     */
    private static void checkCount(int needed, int given) {
        if (needed != given) {
            throw new InvalidDataAccessApiUsageException(
                    "the statement has " + needed + " parameters, and " + given + " values are given");
        }
    }

    /** The common types first: each is one call of the driver. */
    private void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof String text) {
            setText(statement, index, text);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value == null) {
            setNull(statement, index);
        } else if (value instanceof Boolean bool) {
            statement.setBoolean(index, bool);
        } else if (value instanceof BigDecimal number) {
            setDecimal(statement, index, number);
        } else if (value instanceof Double number) {
            checkStorable(number, index);
            statement.setDouble(index, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            setOther(statement, index, value);
        }
    }

    /**
     * H2 stores the characters of Java, the others UTF-8, which their drivers write a question mark or nonsense into.
     */
    private void setText(PreparedStatement statement, int index, String text) throws SQLException {
        if (dialect != SqlDialect.H2 && UnpairedSurrogates.isIn(text)) {
            throw new InvalidDataAccessApiUsageException("the parameter " + index
                    + " is a text with half a surrogate pair, which the database would not store as it is: do not cut"
                    + " texts between the two");
        }
        statement.setString(index, text);
    }

    private void checkStorable(double value, int index) {
        if (isMySql() && !Double.isFinite(value)) {
            throw new InvalidDataAccessApiUsageException("the parameter " + index + " is " + value
                    + ", which MySQL and MariaDB cannot store: give null, or a text");
        }
        if (dialect == SqlDialect.SQLITE && Double.isNaN(value)) {
            throw new InvalidDataAccessApiUsageException(
                    "the parameter " + index + " is NaN, which SQLite would store as NULL: give null, or a text");
        }
    }

    private boolean isMySql() {
        return dialect == SqlDialect.MYSQL || dialect == SqlDialect.MARIADB;
    }

    private void setDecimal(PreparedStatement statement, int index, BigDecimal value) throws SQLException {
        if (isMySql() && (long) value.precision() - value.scale() > MOST_DIGITS_OF_MYSQL) {
            throw new InvalidDataAccessApiUsageException("the parameter " + index + " has more than "
                    + MOST_DIGITS_OF_MYSQL + " digits before the point, which MySQL and MariaDB would make the largest"
                    + " decimal of: give a double or a text");
        }
        if (dialect == SqlDialect.DUCKDB) {
            DuckDbNumbers.set(statement, index, value);
        } else {
            statement.setBigDecimal(index, value);
        }
    }

    private void setInteger(PreparedStatement statement, int index, BigInteger value) throws SQLException {
        if (dialect == SqlDialect.DUCKDB) {
            DuckDbNumbers.set(statement, index, value);
        } else {
            setDecimal(statement, index, new BigDecimal(value));
        }
    }

    /** The server is left to find the type out, except where a driver wants no type at all. */
    private void setNull(PreparedStatement statement, int index) throws SQLException {
        if (dialect == SqlDialect.SQLSERVER) {
            statement.setObject(index, null);
        } else {
            statement.setNull(index, Types.NULL);
        }
    }

    private void setOther(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Enum<?> constant) {
            setUntyped(statement, index, constant.name());
        } else if (value instanceof Float number) {
            checkStorable(number, index);
            statement.setFloat(index, number);
        } else if (value instanceof Optional<?> optional) {
            set(statement, index, optional.orElse(null));
        } else if (value instanceof CharSequence || value instanceof Character) {
            setText(statement, index, value.toString());
        } else if (value instanceof BigInteger number) {
            setInteger(statement, index, number);
        } else if (value instanceof AtomicInteger || value instanceof AtomicLong) {
            statement.setLong(index, ((Number) value).longValue());
        } else if (value instanceof InputStream stream) {
            BinaryParameters.set(statement, index, stream, dialect);
        } else if (value instanceof Reader reader) {
            BinaryParameters.set(statement, index, reader, dialect);
        } else if (value.getClass().isArray()) {
            ArrayParameters.set(statement, index, value, dialect);
        } else if (value instanceof SqlParameterValue typed) {
            setTyped(statement, index, typed);
        } else if (value instanceof SqlTypeValue || value instanceof SqlValue) {
            StatementCreatorUtils.setParameterValue(statement, index, SqlTypeValue.TYPE_UNKNOWN, value);
        } else if (JACKSON && JsonParameters.isJson(value)) {
            setJson(statement, index, JsonParameters.text(value));
        } else if (value instanceof Iterable) {
            throw new InvalidDataAccessApiUsageException("the parameter " + index + " is a "
                    + value.getClass().getName() + ": a collection can only fill a named parameter, 'in (:ids)'");
        } else {
            Object object = converted(value, statement);
            checkKnown(object, index);
            statement.setObject(index, object);
        }
    }

    /** Connector/J and H2 would serialize an object that they do not know, and SQLite's driver would store its text. */
    private void checkKnown(Object value, int index) {
        boolean guesses = dialect == SqlDialect.MYSQL || dialect == SqlDialect.H2 || dialect == SqlDialect.SQLITE;
        String type = value.getClass().getName();
        boolean known = value instanceof String
                || value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof UUID
                || value instanceof Temporal
                || value instanceof TemporalAmount
                || value instanceof java.util.Date
                || isOfJdbc(value)
                || KNOWN_PACKAGES.stream().anyMatch(type::startsWith);
        if (guesses && !known) {
            throw new InvalidDataAccessApiUsageException("the parameter " + index + " is a " + type
                    + ", which no SQL type is known for: give a text, a number or a record, or an "
                    + "SqlParameterValue with a type");
        }
    }

    private static boolean isOfJdbc(Object value) {
        return value instanceof java.sql.Array
                || value instanceof Blob
                || value instanceof Clob
                || value instanceof SQLXML
                || value instanceof ResultSet
                || value instanceof RowId
                || value instanceof Ref
                || value instanceof Struct;
    }

    /** Lets PostgreSQL take the text for what the place needs, such as an enum or JSON. */
    private void setUntyped(PreparedStatement statement, int index, String text) throws SQLException {
        if (dialect == SqlDialect.POSTGRESQL) {
            statement.setObject(index, text, Types.OTHER);
        } else {
            statement.setString(index, text);
        }
    }

    /** H2 would make a JSON string of a text; of bytes it makes the document, or the text for a text column. */
    private void setJson(PreparedStatement statement, int index, String json) throws SQLException {
        if (dialect == SqlDialect.H2) {
            statement.setBytes(index, json.getBytes(StandardCharsets.UTF_8));
        } else {
            setUntyped(statement, index, json);
        }
    }

    private void setTyped(PreparedStatement statement, int index, SqlParameterValue typed) throws SQLException {
        Object value = typed.getValue();
        if (value instanceof Optional<?> optional) {
            value = optional.orElse(null);
        } else if (value instanceof Enum<?> constant) {
            value = constant.name();
        } else if (JACKSON && value != null && JsonParameters.isJson(value)) {
            value = JsonParameters.text(value);
        } else if (value != null && !(value instanceof java.util.Date)) {
            value = converted(value, statement);
        }
        if (value instanceof LocalDateTime && (dialect == SqlDialect.MYSQL || dialect == SqlDialect.MARIADB)) {
            // as a TIMESTAMP it would be taken through the JVM's time zone
            statement.setObject(index, value);
            return;
        }
        StatementCreatorUtils.setParameterValue(statement, index, typed, value);
    }

    private Object converted(Object value, PreparedStatement statement) throws SQLException {
        if (value instanceof UUID && !knowsUuid()) {
            return value.toString();
        }
        String name = NamedObjects.text(value);
        if (name != null) {
            return name;
        }
        return times.convert(value, statement);
    }

    private boolean knowsUuid() {
        return switch (dialect) {
            case POSTGRESQL, H2, DUCKDB, MARIADB, OTHER -> true;
            case MYSQL, SQLITE, SQLSERVER, ORACLE, SNOWFLAKE -> false;
        };
    }
}
