package dev.connections.sql.mapping;

import dev.connections.rows.mapping.RowMap;
import dev.connections.sql.LabelCase;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Converts values with parts: a struct or row to a map by field, in order, or to a list if its fields have no names. A
 * nested result to a list of such maps.
 */
final class CompositeValues {

    private CompositeValues() {}

    /** @param value a {@link Struct} or a {@link ResultSet} */
    static Object plain(Object value) throws SQLException {
        if (value instanceof Struct struct) {
            return struct(struct);
        }
        try (ResultSet rs = (ResultSet) value) {
            List<Map<String, @Nullable Object>> rows = rows(rs);
            // H2 gives a ROW as a result of one row
            return rs.getClass().getName().startsWith("org.h2.") ? rows.get(0) : rows;
        }
    }

    /** JDBC knows no names of fields; DuckDB's driver does, except in a tuple. */
    private static Object struct(Struct struct) throws SQLException {
        Method getMap = struct.getSQLTypeName().startsWith("STRUCT")
                ? ReflectionUtils.findMethod(struct.getClass(), "getMap")
                : null;
        if (getMap != null && ReflectionUtils.invokeMethod(getMap, struct) instanceof Map<?, ?> fields) {
            return JdbcValues.map(fields);
        }
        return JdbcValues.elements(struct.getAttributes());
    }

    private static List<Map<String, @Nullable Object>> rows(ResultSet rs) throws SQLException {
        JdbcShape shape = JdbcShape.of(rs, LabelCase.LOWER);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        while (rs.next()) {
            rows.add(RowMap.of(shape.columns(), JdbcCells.values(rs, shape.columns(), shape.dialect())));
        }
        return Collections.unmodifiableList(rows);
    }
}
