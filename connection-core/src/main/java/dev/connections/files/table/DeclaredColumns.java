package dev.connections.files.table;

import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultShape;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/** The kinds of columns that a record declares by its components. Types without a kind are read as text. */
final class DeclaredColumns {

    private static final Map<Class<?>, ColumnKind> KINDS = Map.ofEntries(
            Map.entry(boolean.class, ColumnKind.BOOLEAN),
            Map.entry(Boolean.class, ColumnKind.BOOLEAN),
            Map.entry(int.class, ColumnKind.INT),
            Map.entry(Integer.class, ColumnKind.INT),
            Map.entry(long.class, ColumnKind.LONG),
            Map.entry(Long.class, ColumnKind.LONG),
            Map.entry(double.class, ColumnKind.DOUBLE),
            Map.entry(Double.class, ColumnKind.DOUBLE),
            Map.entry(BigDecimal.class, ColumnKind.DECIMAL),
            Map.entry(BigInteger.class, ColumnKind.DECIMAL),
            Map.entry(LocalDate.class, ColumnKind.DATE),
            Map.entry(LocalTime.class, ColumnKind.TIME),
            Map.entry(LocalDateTime.class, ColumnKind.TIMESTAMP),
            Map.entry(OffsetDateTime.class, ColumnKind.OFFSET_TIMESTAMP),
            Map.entry(Instant.class, ColumnKind.OFFSET_TIMESTAMP));

    private DeclaredColumns() {}

    /** Returns the kinds by the loose names of the columns. */
    static Map<String, ColumnKind> of(Class<?> type) {
        Map<String, ColumnKind> kinds = new HashMap<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                kinds.put(
                        ResultShape.loose(component.getName()),
                        KINDS.getOrDefault(component.getType(), ColumnKind.TEXT));
            }
        }
        return kinds;
    }

    /**
     * Returns the value of a text. A declared number may have leading zeros and more digits than a {@code double}
     * holds.
     *
     * @throws NumberFormatException if it is no such number
     * @throws DateTimeException if it is no such date or time
     */
    static Object parse(String text, ColumnKind kind) {
        return switch (kind) {
            case INT -> Integer.parseInt(text);
            case LONG -> Long.parseLong(text);
            case DOUBLE -> Double.parseDouble(text);
            case DECIMAL -> new BigDecimal(text);
            default -> FieldValues.parse(text, kind);
        };
    }
}
