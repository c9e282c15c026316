package dev.connections.sql.mapping;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.util.ReflectionUtils;

/** Converts drivers' objects to values that need no driver and no open connection. */
final class JdbcValues {

    private JdbcValues() {}

    /**
     * @throws InvalidDataAccessApiUsageException if the value is of a class of the driver's that has no text
     */
    static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value == null || value instanceof String || value instanceof Number) {
            return value;
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Time time) {
            return time.toLocalTime();
        }
        if (value instanceof java.sql.Array array) {
            return list(array);
        }
        if (value instanceof Clob clob) {
            return text(clob);
        }
        if (value instanceof Blob blob) {
            return bytes(blob);
        }
        if (value instanceof SQLXML xml) {
            return xml.getString();
        }
        if (value instanceof Struct || value instanceof ResultSet) {
            return CompositeValues.plain(value);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof List<?> list) {
            return elements(list.toArray());
        }
        return value instanceof byte[] || isOfTheJdk(value) ? value : text(value);
    }

    private static String text(Clob clob) throws SQLException {
        try {
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        } finally {
            clob.free();
        }
    }

    private static byte[] bytes(Blob blob) throws SQLException {
        try {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        } finally {
            blob.free();
        }
    }

    /** Anything else is a driver's own class, such as PGobject or DuckDB's JsonNode, whose text is its value. */
    private static boolean isOfTheJdk(Object value) {
        return value.getClass().getName().startsWith("java.");
    }

    private static String text(Object value) {
        Method toString = ReflectionUtils.findMethod(value.getClass(), "toString");
        if (toString == null || toString.getDeclaringClass() == Object.class) {
            throw new InvalidDataAccessApiUsageException("A " + value.getClass().getName()
                    + " has no text: cast the column in the query, or use the native client");
        }
        return value.toString();
    }

    /** In the same order; cannot be modified. */
    static Map<Object, @Nullable Object> map(Map<?, ?> map) throws SQLException {
        Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            plain.put(plain(entry.getKey()), plain(entry.getValue()));
        }
        return Collections.unmodifiableMap(plain);
    }

    private static List<@Nullable Object> list(java.sql.Array array) throws SQLException {
        try {
            return elements(array.getArray());
        } catch (SQLException ex) {
            if (array.getBaseType() != Types.NUMERIC) {
                throw ex;
            }
            return numbers(array);
        } finally {
            array.free();
        }
    }

    /** PostgreSQL's driver refuses NaN in an array as a whole. */
    private static List<@Nullable Object> numbers(java.sql.Array array) throws SQLException {
        List<@Nullable Object> numbers = new ArrayList<>();
        try (ResultSet elements = array.getResultSet()) {
            while (elements.next()) {
                numbers.add(JdbcCells.numberOrNull(elements, 1));
            }
        }
        return Collections.unmodifiableList(numbers);
    }

    /** @param array of objects or primitives */
    static List<@Nullable Object> elements(Object array) throws SQLException {
        int length = Array.getLength(array);
        List<@Nullable Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            Object element = Array.get(array, i);
            boolean nested = element != null && element.getClass().isArray() && !(element instanceof byte[]);
            elements.add(nested ? elements(element) : plain(element));
        }
        return Collections.unmodifiableList(elements);
    }
}
