package dev.connections.sql.parameters;

import dev.connections.rows.mapping.TemporalValues;
import dev.connections.sql.dialect.SqlDialect;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;

/** Binds Java arrays as SQL arrays, for databases that have them. */
final class ArrayParameters {

    private record SqlType(String standard, String postgresql) {}

    private static final Map<Class<?>, SqlType> TYPES = Map.ofEntries(
            Map.entry(String.class, new SqlType("VARCHAR", "text")),
            Map.entry(Integer.class, new SqlType("INTEGER", "int4")),
            Map.entry(Long.class, new SqlType("BIGINT", "int8")),
            Map.entry(Short.class, new SqlType("SMALLINT", "int2")),
            Map.entry(Double.class, new SqlType("DOUBLE", "float8")),
            Map.entry(Float.class, new SqlType("REAL", "float4")),
            Map.entry(Boolean.class, new SqlType("BOOLEAN", "bool")),
            Map.entry(BigDecimal.class, new SqlType("DECIMAL", "numeric")),
            Map.entry(BigInteger.class, new SqlType("DECIMAL", "numeric")),
            Map.entry(byte[].class, new SqlType("VARBINARY", "bytea")),
            Map.entry(UUID.class, new SqlType("UUID", "uuid")),
            Map.entry(LocalDate.class, new SqlType("DATE", "date")),
            Map.entry(LocalTime.class, new SqlType("TIME", "time")),
            Map.entry(LocalDateTime.class, new SqlType("TIMESTAMP", "timestamp")),
            Map.entry(OffsetDateTime.class, new SqlType("TIMESTAMP WITH TIME ZONE", "timestamptz")),
            Map.entry(Instant.class, new SqlType("TIMESTAMP WITH TIME ZONE", "timestamptz")));

    private ArrayParameters() {}

    /** Returns the elements of a collection as an array of their class; of objects, if there is none or they differ. */
    static Object[] of(Collection<?> elements) {
        Class<?> component = null;
        for (Object element : elements) {
            Class<?> each = element == null
                    ? null
                    : element instanceof Enum<?> constant ? constant.getDeclaringClass() : element.getClass();
            if (component != null && each != null && each != component) {
                return elements.toArray();
            }
            component = each == null ? component : each;
        }
        return elements.toArray((Object[]) Array.newInstance(component == null ? Object.class : component, 0));
    }

    static void set(PreparedStatement statement, int index, Object array, SqlDialect dialect) throws SQLException {
        switch (dialect) {
            case POSTGRESQL -> setOnPostgres(statement, index, array);
            case DUCKDB -> {
                if (isEmpty(array)) {
                    throw new InvalidDataAccessApiUsageException("the parameter " + index + " is an empty collection,"
                            + " whose type DuckDB cannot tell: give an array such as new Long[0]");
                }
                if (component(array) != elementType(array)) {
                    throw new InvalidDataAccessApiUsageException(
                            "the parameter " + index + " is an array of arrays, which"
                                    + " the driver of DuckDB does not take: give a text such as '[[1, 2], [3]]' "
                                    + "and cast it");
                }
                setOnDuckDb(statement, index, array);
            }
            case H2 -> {
                if (Temporal.class.isAssignableFrom(component(array))) {
                    // createArrayOf would take local times through the JVM's zone
                    statement.setObject(index, array);
                } else {
                    setStandard(statement, index, array);
                }
            }
            case OTHER -> setStandard(statement, index, array);
            case MYSQL, MARIADB, SQLSERVER, ORACLE, SQLITE, SNOWFLAKE ->
                throw new InvalidDataAccessApiUsageException("the parameter " + index + " is an array, and " + dialect
                        + " has none; a collection fills 'in (:ids)'");
        }
    }

    private static void setStandard(PreparedStatement statement, int index, Object array) throws SQLException {
        String type = type(array, index).standard;
        statement.setArray(index, statement.getConnection().createArrayOf(type, elements(array)));
    }

    /**
     * The driver has three digits after the point, unless told otherwise, and takes dates through {@code
     * java.sql.Date}.
     */
    private static void setOnDuckDb(PreparedStatement statement, int index, Object array) throws SQLException {
        @Nullable Object[] elements = converted(elements(array), Object.class, ArrayParameters::duckDbElement);
        String type = elements(array) instanceof BigDecimal[] decimals
                ? DuckDbNumbers.type(decimals, index)
                : type(array, index).standard;
        statement.setArray(index, statement.getConnection().createArrayOf(type, elements));
    }

    /** Returns an element of an array: a text where the driver would change a date or an infinity. */
    private static Object duckDbElement(Object value) {
        String infinity = TemporalValues.infinity(value);
        if (infinity != null) {
            return infinity;
        }
        if (value instanceof BigDecimal number) {
            return DuckDbNumbers.plain(number);
        }
        return value instanceof LocalDate date ? TimeParameters.duckDbText(date) : value;
    }

    /** Returns whether there is no element that tells the type. */
    private static boolean isEmpty(Object array) {
        return component(array) == Object.class && Array.getLength(array) == 0;
    }

    /** Constants of an enum, and an array without elements, are left to the server, which knows their type. */
    private static void setOnPostgres(PreparedStatement statement, int index, Object array) throws SQLException {
        boolean untyped = component(array).isEnum() || isEmpty(array);
        java.sql.Array sqlArray = statement
                .getConnection()
                .createArrayOf(untyped ? "text" : type(array, index).postgresql, postgresElements(array));
        if (untyped) {
            statement.setObject(index, sqlArray.toString(), Types.OTHER);
        } else {
            statement.setArray(index, sqlArray);
        }
    }

    private static Class<?> component(Object array) {
        Class<?> component = array.getClass();
        while (component.isArray() && component != byte[].class) {
            component = component.getComponentType();
        }
        return component;
    }

    private static Class<?> elementType(Object array) {
        return array.getClass().getComponentType();
    }

    private static SqlType type(Object array, int index) {
        Class<?> component = component(array);
        SqlType type = component.isEnum() || isEmpty(array)
                ? TYPES.get(String.class)
                : TYPES.get(ClassUtils.resolvePrimitiveIfNecessary(component));
        if (type == null) {
            throw new InvalidDataAccessApiUsageException("the parameter " + index + " is an array of "
                    + component.getName() + ", which no SQL type is known for; give elements of one class, such as"
                    + " String, Long, UUID or Instant, or a java.sql.Array");
        }
        return type;
    }

    /** Returns the driver sends what {@code toString()} gives. */
    private static @Nullable Object[] postgresElements(Object array) {
        @Nullable Object[] elements = elements(array);
        return PostgresTime.hasText(elements.getClass().getComponentType())
                ? converted(elements, String.class, PostgresTime::text)
                : elements;
    }

    private static @Nullable Object[] elements(Object array) {
        @Nullable Object[] elements = ObjectUtils.toObjectArray(array);
        Class<?> component = elements.getClass().getComponentType();
        if (component.isEnum()) {
            return converted(elements, String.class, element -> ((Enum<?>) element).name());
        }
        if (component == Instant.class) {
            return converted(elements, OffsetDateTime.class, element -> TimeParameters.offset((Instant) element));
        }
        return component == BigInteger.class
                ? converted(elements, BigDecimal.class, element -> new BigDecimal((BigInteger) element))
                : elements;
    }

    private static @Nullable Object[] converted(
            @Nullable Object[] elements, Class<?> type, Function<Object, Object> convert) {
        @Nullable Object[] converted = (Object[]) Array.newInstance(type, elements.length);
        for (int i = 0; i < elements.length; i++) {
            Object element = elements[i];
            converted[i] = element == null ? null : convert.apply(element);
        }
        return converted;
    }
}
