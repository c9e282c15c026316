package dev.connections.sql;

import java.lang.reflect.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what drivers hand out as objects into values that need no driver and no open connection. */
final class JdbcValues {

    private JdbcValues() {}

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
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        }
        if (value instanceof SQLXML xml) {
            return xml.getString();
        }
        if (value instanceof Struct struct) {
            return elements(struct.getAttributes());
        }
        if (value instanceof Map<?, ?> map) {
            return Collections.unmodifiableMap(map);
        }
        return value instanceof byte[] || isOfTheJdk(value) ? value : value.toString();
    }

    /** Anything else is a driver's own class, such as PGobject or DuckDB's JsonNode, whose text is its value. */
    private static boolean isOfTheJdk(Object value) {
        return value.getClass().getName().startsWith("java.");
    }

    private static List<@Nullable Object> list(java.sql.Array array) throws SQLException {
        try {
            return elements(array.getArray());
        } finally {
            array.free();
        }
    }

    private static List<@Nullable Object> elements(Object array) throws SQLException {
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
