package dev.connections.rows;

import dev.connections.cache.values.Immutability;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultColumn;
import dev.connections.rows.shape.ResultShape;
import dev.connections.rows.shape.TimeRules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.support.DefaultConversionService;

/** Packs maps into {@link Rows}. */
final class MapRows {

    private MapRows() {}

    static Rows of(Collection<? extends Map<String, ? extends @Nullable Object>> rows) {
        Set<String> labels = new LinkedHashSet<>();
        rows.forEach(row -> labels.addAll(row.keySet()));
        List<ResultColumn> columns = labels.stream()
                .map(label -> new ResultColumn(label, kind(label, rows), false))
                .toList();
        RowsBuilder packed = new RowsBuilder(
                ResultShape.of(columns, TimeRules.STANDARD), DefaultConversionService.getSharedInstance(), "");
        for (Map<String, ? extends @Nullable Object> row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                ResultColumn column = columns.get(i);
                packed.add(i, value(row.get(column.label()), column.kind()));
            }
            packed.endRow();
        }
        return packed.build();
    }

    private static ColumnKind kind(String label, Collection<? extends Map<String, ? extends @Nullable Object>> rows) {
        ColumnKind kind = null;
        for (Map<String, ? extends @Nullable Object> row : rows) {
            Object value = row.get(label);
            if (value != null) {
                ColumnKind next = (value instanceof BigInteger) ? ColumnKind.DECIMAL : kind(label, value);
                kind = (kind == null) ? next : common(kind, next);
            }
        }
        return (kind == null) ? ColumnKind.OBJECT : kind;
    }

    private static ColumnKind kind(String label, Object value) {
        if (value instanceof List<?> list) {
            list.stream().filter(Objects::nonNull).forEach(element -> kind(label, element));
            return ColumnKind.OBJECT;
        }
        ColumnKind kind = ColumnKind.ofValues(value.getClass());
        if (kind == ColumnKind.OBJECT && !Immutability.isImmutable(value.getClass())) {
            throw new IllegalArgumentException("the value of '" + label + "' is of "
                    + value.getClass().getName()
                    + ", which can be changed, and rows cannot: give a text, a number, a time, or a record");
        }
        boolean noDecimal = kind == ColumnKind.DOUBLE || kind == ColumnKind.FLOAT;
        return (noDecimal && !Double.isFinite(((Number) value).doubleValue())) ? ColumnKind.OBJECT : kind;
    }

    private static ColumnKind common(ColumnKind one, ColumnKind other) {
        if (one == other) {
            return one;
        }
        Set<ColumnKind> both = Set.of(one, other);
        if (both.equals(Set.of(ColumnKind.INT, ColumnKind.LONG))) {
            return ColumnKind.LONG;
        }
        if (both.equals(Set.of(ColumnKind.INT, ColumnKind.DOUBLE))
                || both.equals(Set.of(ColumnKind.FLOAT, ColumnKind.DOUBLE))) {
            return ColumnKind.DOUBLE;
        }
        return isNumber(one) && isNumber(other) ? ColumnKind.DECIMAL : ColumnKind.OBJECT;
    }

    private static boolean isNumber(ColumnKind kind) {
        return Number.class.isAssignableFrom(kind.valueType());
    }

    private static @Nullable Object value(@Nullable Object value, ColumnKind kind) {
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(new ArrayList<>(list));
        }
        if (value == null || kind.valueType().isInstance(value)) {
            return (value instanceof byte[] bytes) ? bytes.clone() : value;
        }
        return switch (kind) {
            case LONG -> ((Number) value).longValue();
            case DOUBLE -> ((Number) value).doubleValue();
            case DECIMAL -> (value instanceof BigInteger whole) ? new BigDecimal(whole) : decimal((Number) value);
            default -> value;
        };
    }

    private static BigDecimal decimal(Number value) {
        return (value instanceof Double || value instanceof Float)
                ? new BigDecimal(value.toString())
                : BigDecimal.valueOf(value.longValue());
    }
}
