package dev.connections.sql.mapping;

import dev.connections.rows.mapping.TemporalValues;
import dev.connections.rows.mapping.UuidValues;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.TimeRules;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of SQLite, which stores integers, reals, text and blobs, whatever type a column is declared as. A value
 * that fits the declared type is converted to it; any other is returned as stored.
 */
final class SqliteValues {

    /** SQLite's functions are in UTC, and its driver writes instants as integers. */
    static final TimeRules TIMES = TimeRules.of(ZoneOffset.UTC).withEpochMillis();

    private SqliteValues() {}

    static @Nullable Object value(@Nullable Object stored, ColumnKind declared) {
        Object value = stored instanceof Integer number ? (Object) number.longValue() : stored;
        return switch (declared) {
            case BOOLEAN ->
                value instanceof Long number && (number == 0 || number == 1) ? (Object) (number == 1) : value;
            case DATE, TIME, TIMESTAMP -> temporal(value, declared);
            case UUID -> uuid(value);
            default -> value;
        };
    }

    /**
     * Text is ISO 8601, with a space or a T; a number is what sqlite-jdbc writes for a date: milliseconds since 1970.
     */
    private static @Nullable Object temporal(@Nullable Object value, ColumnKind declared) {
        try {
            if (value instanceof String text) {
                return ofText(text.trim(), declared);
            }
            if (value instanceof Long millis) {
                return declared(
                        Instant.ofEpochMilli(millis)
                                .atZone(ZoneId.systemDefault())
                                .toOffsetDateTime(),
                        declared);
            }
        } catch (DateTimeException ex) {
            return value;
        }
        return value;
    }

    private static @Nullable Object ofText(String text, ColumnKind declared) {
        return declared == ColumnKind.TIME && text.indexOf(':') < 3
                ? LocalTime.parse(text)
                : declared(TemporalValues.inUtc(TemporalValues.parse(text), LocalDateTime.class), declared);
    }

    /** Returns an instant stays one in a column of timestamps, so that the hour that comes twice is known. */
    private static @Nullable Object declared(Object value, ColumnKind declared) {
        return value instanceof OffsetDateTime && declared == ColumnKind.TIMESTAMP
                ? value
                : TemporalValues.convert(value, declared.valueType(), TIMES);
    }

    private static @Nullable Object uuid(@Nullable Object value) {
        try {
            if (value instanceof String text) {
                return UUID.fromString(text);
            }
            return value instanceof byte[] bytes && bytes.length == 16 ? UuidValues.of(bytes) : value;
        } catch (IllegalArgumentException ex) {
            return value;
        }
    }
}
