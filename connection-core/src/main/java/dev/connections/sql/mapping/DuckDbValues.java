package dev.connections.sql.mapping;

import dev.connections.rows.shape.ColumnKind;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times of DuckDB. Its driver is an hour off for an instant near a daylight saving change of the JVM's
 * zone, and returns infinities as the first and last storable values.
 */
final class DuckDbValues {

    private static final LocalDateTime INFINITY =
            LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(Long.MAX_VALUE, ChronoUnit.MICROS);

    private static final LocalDateTime MINUS_INFINITY =
            LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).minus(Long.MAX_VALUE, ChronoUnit.MICROS);

    private DuckDbValues() {}

    static boolean isTemporal(ColumnKind kind) {
        return switch (kind) {
            case DATE, TIMESTAMP, OFFSET_TIMESTAMP -> true;
            default -> false;
        };
    }

    /** Returns the value of a column, counted from 1, whose kind {@link #isTemporal}. */
    static @Nullable Object temporal(ResultSet rs, int column, ColumnKind kind) throws SQLException {
        return switch (kind) {
            case DATE -> date(rs.getObject(column, LocalDateTime.class));
            case TIMESTAMP -> local(rs.getObject(column, LocalDateTime.class));
            default -> instant(rs, column);
        };
    }

    /**
     * Returns the elements of a list of local times in microseconds, or instants; {@code null} if it is another one, or
     * NULL.
     */
    static @Nullable List<@Nullable Object> times(@Nullable Object value) throws SQLException {
        if (!(value instanceof Array array)) {
            return null;
        }
        boolean isLocal = array.getBaseTypeName().equals("TIMESTAMP");
        if (!isLocal && array.getBaseType() != Types.TIMESTAMP_WITH_TIMEZONE) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        try (ResultSet elements = array.getResultSet()) {
            while (elements.next()) {
                OffsetDateTime element = instant(elements, 2);
                values.add(element == null || !isLocal ? element : element.toLocalDateTime());
            }
        }
        return Collections.unmodifiableList(values);
    }

    /** As a number the driver has the microseconds since 1970. */
    private static @Nullable OffsetDateTime instant(ResultSet rs, int column) throws SQLException {
        long micros = rs.getLong(column);
        if (micros == 0 && rs.wasNull()) {
            return null;
        }
        if (micros == Long.MAX_VALUE) {
            return OffsetDateTime.MAX;
        }
        return micros == -Long.MAX_VALUE
                ? OffsetDateTime.MIN
                : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static @Nullable LocalDateTime local(@Nullable LocalDateTime value) {
        if (INFINITY.equals(value)) {
            return LocalDateTime.MAX;
        }
        return MINUS_INFINITY.equals(value) ? LocalDateTime.MIN : value;
    }

    /** As a {@code LocalDate} the driver has no day that the JVM's zone skipped. */
    private static @Nullable LocalDate date(@Nullable LocalDateTime start) {
        LocalDate value = start == null ? null : start.toLocalDate();
        if (value == null || Math.abs(value.toEpochDay()) != Integer.MAX_VALUE) {
            return value;
        }
        return value.toEpochDay() > 0 ? LocalDate.MAX : LocalDate.MIN;
    }
}
