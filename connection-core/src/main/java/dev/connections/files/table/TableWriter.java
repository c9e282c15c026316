package dev.connections.files.table;

import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import dev.connections.rows.shape.ColumnKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns records and maps into rows, and rows into columns of Parquet. Stateless. */
final class TableWriter {

    private static final int MAX_DECIMAL_DIGITS = 38;

    private TableWriter() {}

    /**
     * Returns rows with the values of records or maps.
     *
     * @throws IllegalArgumentException if an element is neither
     */
    static Rows rows(Iterable<?> elements) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Object element : elements) {
            rows.add(row(element));
        }
        return Rows.of(rows);
    }

    private static Map<String, @Nullable Object> row(@Nullable Object element) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (element instanceof Map<?, ?> map) {
            map.forEach((name, value) -> row.put(String.valueOf(name), value));
        } else if (element instanceof Row cells) {
            row.putAll(cells.toMap());
        } else if (element instanceof Record) {
            for (RecordComponent component : element.getClass().getRecordComponents()) {
                row.put(component.getName(), value(element, component));
            }
        } else {
            throw new IllegalArgumentException("A table consists of records or maps, and an element is "
                    + ((element == null) ? "null" : "a " + element.getClass().getName()));
        }
        return row;
    }

    private static @Nullable Object value(Object element, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(element);
            return (value instanceof Enum<?> constant) ? constant.name() : value;
        } catch (IllegalAccessException | InvocationTargetException ex) {
            throw new IllegalArgumentException(
                    "The component '" + component.getName() + "' of "
                            + element.getClass().getName() + " cannot be read",
                    ex);
        }
    }

    /** Returns the Parquet types of the columns: those of their values, or text. */
    static List<String> parquetTypes(Rows rows) {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            types.add(parquetType(rows, i));
        }
        return types;
    }

    private static String parquetType(Rows rows, int column) {
        ColumnKind kind = null;
        int integers = 0;
        int scale = 0;
        for (Row row : rows) {
            Object value = row.getObject(column);
            if (value == null) {
                continue;
            }
            ColumnKind next = ColumnKind.ofValues(value.getClass());
            if (kind != null && kind != next) {
                return "VARCHAR";
            }
            kind = next;
            if (value instanceof BigDecimal decimal) {
                scale = Math.max(scale, decimal.scale());
                integers = Math.max(integers, decimal.precision() - decimal.scale());
            }
        }
        if (kind == null) {
            return "VARCHAR";
        }
        return switch (kind) {
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DECIMAL ->
                (integers + scale <= MAX_DECIMAL_DIGITS)
                        ? "DECIMAL(" + Math.max(1, integers + scale) + "," + scale + ")"
                        : "VARCHAR";
            case BYTES -> "BLOB";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP -> "TIMESTAMP";
            case OFFSET_TIMESTAMP -> "TIMESTAMPTZ";
            case UUID -> "UUID";
            default -> "VARCHAR";
        };
    }
}
