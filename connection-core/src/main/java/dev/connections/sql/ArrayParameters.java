package dev.connections.sql;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;

/** Java arrays as SQL arrays, for the databases that have them. */
final class ArrayParameters {

    private static final Map<Class<?>, String> POSTGRESQL_TYPES = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(Integer.class, "int4"),
            Map.entry(Long.class, "int8"),
            Map.entry(Short.class, "int2"),
            Map.entry(Double.class, "float8"),
            Map.entry(Float.class, "float4"),
            Map.entry(Boolean.class, "bool"),
            Map.entry(BigDecimal.class, "numeric"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(LocalDate.class, "date"),
            Map.entry(LocalTime.class, "time"),
            Map.entry(LocalDateTime.class, "timestamp"),
            Map.entry(OffsetDateTime.class, "timestamptz"));

    private static final Map<Class<?>, String> STANDARD_TYPES = Map.ofEntries(
            Map.entry(String.class, "VARCHAR"),
            Map.entry(Integer.class, "INTEGER"),
            Map.entry(Long.class, "BIGINT"),
            Map.entry(Short.class, "SMALLINT"),
            Map.entry(Double.class, "DOUBLE"),
            Map.entry(Float.class, "REAL"),
            Map.entry(Boolean.class, "BOOLEAN"),
            Map.entry(BigDecimal.class, "DECIMAL"),
            Map.entry(UUID.class, "UUID"),
            Map.entry(LocalDate.class, "DATE"),
            Map.entry(LocalTime.class, "TIME"),
            Map.entry(LocalDateTime.class, "TIMESTAMP"),
            Map.entry(OffsetDateTime.class, "TIMESTAMP WITH TIME ZONE"));

    private ArrayParameters() {}

    static void set(PreparedStatement statement, int index, Object array, SqlDialect dialect) throws SQLException {
        Object[] elements = ObjectUtils.toObjectArray(array);
        java.sql.Array sqlArray =
                switch (dialect) {
                    case POSTGRESQL ->
                        statement
                                .getConnection()
                                .createArrayOf(typeName(array, index, POSTGRESQL_TYPES), names(elements));
                    case H2, DUCKDB, OTHER ->
                        statement
                                .getConnection()
                                .createArrayOf(typeName(array, index, STANDARD_TYPES), names(elements));
                    case MYSQL, MARIADB, SQLSERVER, ORACLE, SQLITE, SNOWFLAKE ->
                        throw new InvalidDataAccessApiUsageException("the parameter " + index + " is an array, and "
                                + dialect + " has none; a collection fills 'in (:ids)'");
                };
        statement.setArray(index, sqlArray);
    }

    private static String typeName(Object array, int index, Map<Class<?>, String> types) {
        Class<?> component = array.getClass();
        while (component.isArray()) {
            component = component.getComponentType();
        }
        String name = component.isEnum()
                ? types.get(String.class)
                : types.get(ClassUtils.resolvePrimitiveIfNecessary(component));
        if (name == null) {
            throw new InvalidDataAccessApiUsageException("the parameter " + index + " is an array of "
                    + component.getName() + ", which no SQL type is known for; give a java.sql.Array");
        }
        return name;
    }

    /** Enum constants by name, as outside of arrays. */
    private static @Nullable Object[] names(@Nullable Object[] elements) {
        if (!elements.getClass().getComponentType().isEnum()) {
            return elements;
        }
        String[] names = new String[elements.length];
        for (int i = 0; i < elements.length; i++) {
            Object element = Array.get(elements, i);
            names[i] = (element == null) ? null : ((Enum<?>) element).name();
        }
        return names;
    }
}
