package dev.connections.rows;

import dev.connections.rows.mapping.NullForPrimitiveException;
import dev.connections.rows.mapping.NumberValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Typed access to a row of {@link Rows}. {@link RowCellHandles} finds these methods by name. */
final class RowCells {

    private RowCells() {}

    static boolean booleanValue(RowCursor cursor, int column) {
        Boolean value = booleanOrNull(cursor, column);
        if (value == null) {
            throw NullForPrimitiveException.INSTANCE;
        }
        return value;
    }

    static int intValue(RowCursor cursor, int column) {
        return (int) longValue(cursor, column);
    }

    static long longValue(RowCursor cursor, int column) {
        Column values = cursor.column(column);
        if (values.isNull(cursor.row())) {
            throw NullForPrimitiveException.INSTANCE;
        }
        return values.longAt(cursor.row());
    }

    static float floatValue(RowCursor cursor, int column) {
        return (float) doubleValue(cursor, column);
    }

    static double doubleValue(RowCursor cursor, int column) {
        Column values = cursor.column(column);
        if (values.isNull(cursor.row())) {
            throw NullForPrimitiveException.INSTANCE;
        }
        return values.doubleAt(cursor.row());
    }

    static @Nullable Boolean booleanOrNull(RowCursor cursor, int column) {
        Object value = value(cursor, column);
        return value instanceof Number flag ? (Boolean) (flag.intValue() != 0) : (Boolean) value;
    }

    static @Nullable Integer intOrNull(RowCursor cursor, int column) {
        return isNull(cursor, column) ? null : (Integer) intValue(cursor, column);
    }

    static @Nullable Long longOrNull(RowCursor cursor, int column) {
        return isNull(cursor, column) ? null : (Long) longValue(cursor, column);
    }

    static @Nullable Float floatOrNull(RowCursor cursor, int column) {
        return isNull(cursor, column) ? null : (Float) floatValue(cursor, column);
    }

    static @Nullable Double doubleOrNull(RowCursor cursor, int column) {
        return isNull(cursor, column) ? null : (Double) doubleValue(cursor, column);
    }

    static @Nullable BigDecimal decimal(RowCursor cursor, int column) {
        Number value = numberOrNull(cursor, column);
        return value == null ? null : (BigDecimal) NumberValues.convert(value, BigDecimal.class);
    }

    static Number numberValue(RowCursor cursor, int column) {
        Number value = numberOrNull(cursor, column);
        if (value == null) {
            throw NullForPrimitiveException.INSTANCE;
        }
        return value;
    }

    static @Nullable Number numberOrNull(RowCursor cursor, int column) {
        return (Number) value(cursor, column);
    }

    static @Nullable String text(RowCursor cursor, int column) {
        return (String) value(cursor, column);
    }

    static byte @Nullable [] bytes(RowCursor cursor, int column) {
        return (byte[]) value(cursor, column);
    }

    static @Nullable LocalDate date(RowCursor cursor, int column) {
        return (LocalDate) value(cursor, column);
    }

    static @Nullable LocalTime time(RowCursor cursor, int column) {
        return (LocalTime) value(cursor, column);
    }

    static @Nullable LocalDateTime timestamp(RowCursor cursor, int column) {
        return (LocalDateTime) value(cursor, column);
    }

    static @Nullable OffsetDateTime offsetTimestamp(RowCursor cursor, int column) {
        return (OffsetDateTime) value(cursor, column);
    }

    static @Nullable Object[] values(RowCursor cursor, int columnCount) {
        @Nullable Object[] values = new Object[columnCount];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(cursor, i);
        }
        return values;
    }

    private static boolean isNull(RowCursor cursor, int column) {
        return cursor.column(column).isNull(cursor.row());
    }

    static @Nullable Object value(RowCursor cursor, int column) {
        return cursor.column(column).get(cursor.row());
    }
}
