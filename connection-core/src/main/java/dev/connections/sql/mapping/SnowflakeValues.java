package dev.connections.sql.mapping;

import dev.connections.rows.shape.ColumnKind;
import java.lang.reflect.Method;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/** Reads dates and times of Snowflake's driver, which does not return them as {@code java.time} types. */
final class SnowflakeValues {

    /** The JVM's zone has hours that are missing or come twice. The driver reads only the zone of this calendar. */
    private static final Calendar UTC = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);

    private static final Instant FIRST_GREGORIAN_DAY = Instant.parse("1582-10-15T00:00:00Z");

    private SnowflakeValues() {}

    static boolean isTemporal(ColumnKind kind) {
        return switch (kind) {
            case DATE, TIME, TIMESTAMP, OFFSET_TIMESTAMP -> true;
            default -> false;
        };
    }

    /** Returns the value of a column, counted from 0, whose kind {@link #isTemporal}. */
    static @Nullable Object temporal(ResultSet rs, int column, ColumnKind kind) throws SQLException {
        switch (kind) {
            case DATE -> {
                @Nullable Date date = rs.getDate(column + 1);
                return (date == null) ? null : date.toLocalDate();
            }
            case TIME -> {
                // a Time has no fraction of a second in its text, and a Timestamp has all of it
                @Nullable Timestamp time = rs.getTimestamp(column + 1, UTC);
                return (time == null) ? null : local(time).toLocalTime();
            }
            case TIMESTAMP -> {
                @Nullable Timestamp timestamp = rs.getTimestamp(column + 1, UTC);
                return (timestamp == null) ? null : local(timestamp);
            }
            default -> {
                @Nullable Timestamp timestamp = rs.getTimestamp(column + 1);
                return (timestamp == null) ? null : zoned(timestamp);
            }
        }
    }

    /**
     * Returns the local time of a timestamp that was read as UTC. Before 1582 the driver counts by the Julian calendar.
     */
    private static LocalDateTime local(Timestamp timestamp) {
        Instant instant = timestamp.toInstant();
        if (!instant.isBefore(FIRST_GREGORIAN_DAY)) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        Calendar julian = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        julian.setTime(timestamp);
        int year = julian.get(Calendar.YEAR);
        return LocalDateTime.of(
                julian.get(Calendar.ERA) == GregorianCalendar.BC ? 1 - year : year,
                julian.get(Calendar.MONTH) + 1,
                julian.get(Calendar.DAY_OF_MONTH),
                julian.get(Calendar.HOUR_OF_DAY),
                julian.get(Calendar.MINUTE),
                julian.get(Calendar.SECOND),
                timestamp.getNanos());
    }

    /** Returns the driver's own class, which each of its generations has in another package, knows the offset. */
    private static OffsetDateTime zoned(Timestamp timestamp) {
        if (timestamp.getClass() != Timestamp.class) {
            @Nullable Method method = ReflectionUtils.findMethod(timestamp.getClass(), "toZonedDateTime");
            if (method != null && ReflectionUtils.invokeMethod(method, timestamp) instanceof ZonedDateTime zoned) {
                return zoned.toOffsetDateTime();
            }
        }
        return timestamp.toInstant().atOffset(ZoneOffset.UTC);
    }
}
