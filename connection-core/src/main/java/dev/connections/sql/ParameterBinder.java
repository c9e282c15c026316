package dev.connections.sql;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.support.SqlValue;
import org.springframework.util.ClassUtils;

/** Sets the parameters of a statement the way a database's driver understands them. Immutable. */
final class ParameterBinder {

    private static final boolean JACKSON =
            ClassUtils.isPresent("tools.jackson.databind.JsonNode", ParameterBinder.class.getClassLoader());

    private final SqlDialect dialect;

    private final TimeParameters times;

    ParameterBinder(SqlDialect dialect) {
        this.dialect = dialect;
        this.times = new TimeParameters(dialect);
    }

    void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            set(statement, i + 1, values[i]);
        }
    }

    /** The common types first: each is one call of the driver. */
    private void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(index, text);
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

    private void checkStorable(double value, int index) {
        if (dialect == SqlDialect.SQLITE && Double.isNaN(value)) {
            throw new InvalidDataAccessApiUsageException(
                    "the parameter " + index + " is NaN, which SQLite would store as NULL: give null, or a text");
        }
    }

    private void setDecimal(PreparedStatement statement, int index, BigDecimal value) throws SQLException {
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
            statement.setBigDecimal(index, new BigDecimal(value));
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
            statement.setString(index, value.toString());
        } else if (value instanceof BigInteger number) {
            setInteger(statement, index, number);
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
            statement.setObject(index, converted(value, statement));
        }
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
