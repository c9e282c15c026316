package dev.connections.sql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SQLite stores integers, reals, text and blobs, whatever a column is declared as. A value that fits the declaration is
 * given its class; any other stays what it is.
 */
final class SqliteValues {

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

    /** Text is ISO 8601, with a space or a T; a number is what sqlite-jdbc writes for a date: milliseconds since 1970. */
    private static @Nullable Object temporal(@Nullable Object value, ColumnKind declared) {
        try {
            if (value instanceof String text) {
                return TemporalValues.parse(text, declared.valueType());
            }
            if (value instanceof Long millis) {
                LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault());
                return TemporalValues.convert(local, declared.valueType());
            }
        } catch (DateTimeException ex) {
            return value;
        }
        return value;
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
