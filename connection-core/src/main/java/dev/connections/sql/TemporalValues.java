package dev.connections.sql;

import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Conversions between the date and time classes. Between a local time and an instant lies the default time zone of this
 * JVM, as in JDBC.
 */
final class TemporalValues {

    private TemporalValues() {}

    /** The value as a {@code target}, or {@code null} if there is no such conversion. */
    static @Nullable Object convert(Object value, Class<?> target) {
        if (value instanceof String text) {
            return parse(text, target);
        }
        if (target == LocalTime.class && value instanceof OffsetTime time) {
            return time.toLocalTime();
        }
        if (target == Time.class && value instanceof LocalTime time) {
            return Time.valueOf(time);
        }
        if (target == Year.class && value instanceof Number year) {
            return Year.of(Math.toIntExact(NumberValues.toLong(year)));
        }
        LocalDateTime local = local(value);
        return local == null ? null : of(local, value, target);
    }

    private static @Nullable LocalDateTime local(Object value) {
        if (value instanceof LocalDateTime local) {
            return local;
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        Instant instant = value instanceof Instant exact
                ? exact
                : value instanceof OffsetDateTime offset
                        ? offset.toInstant()
                        : value instanceof ZonedDateTime zoned ? zoned.toInstant() : null;
        return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneId.systemDefault());
    }

    private static @Nullable Object of(LocalDateTime local, Object origin, Class<?> target) {
        if (target == LocalDateTime.class) {
            return local;
        }
        if (target == LocalDate.class) {
            return local.toLocalDate();
        }
        if (target == LocalTime.class && !(origin instanceof LocalDate)) {
            return local.toLocalTime();
        }
        if (target == java.sql.Date.class) {
            return java.sql.Date.valueOf(local.toLocalDate());
        }
        if (target == Year.class) {
            return Year.from(local);
        }
        if (target == YearMonth.class) {
            return YearMonth.from(local);
        }
        return ofInstant(instant(local, origin), origin, target);
    }

    /** From the value as it was: the way through a local time would lose an hour when the clocks go back. */
    private static Instant instant(LocalDateTime local, Object origin) {
        if (origin instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        return origin instanceof Instant instant
                ? instant
                : local.atZone(ZoneId.systemDefault()).toInstant();
    }

    private static @Nullable Object ofInstant(Instant instant, Object origin, Class<?> target) {
        if (target == Instant.class) {
            return instant;
        }
        ZoneId zone = origin instanceof OffsetDateTime offset ? offset.getOffset() : ZoneId.systemDefault();
        if (target == OffsetDateTime.class) {
            return instant.atZone(zone).toOffsetDateTime();
        }
        if (target == ZonedDateTime.class) {
            return instant.atZone(zone);
        }
        if (target == Timestamp.class) {
            return Timestamp.from(instant);
        }
        return target == Date.class ? Date.from(instant) : null;
    }

    /**
     * ISO 8601, or the same with a space for the T as databases write it. A date where a time is wanted is its first
     * moment.
     *
     * @throws java.time.DateTimeException if the text is neither
     */
    static @Nullable Object parse(String text, Class<?> target) {
        String iso = text.trim();
        if (target == LocalTime.class) {
            return LocalTime.parse(iso);
        }
        if (target == OffsetTime.class) {
            return OffsetTime.parse(iso);
        }
        if (target == Year.class) {
            return Year.parse(iso);
        }
        if (target == YearMonth.class) {
            return YearMonth.parse(iso);
        }
        if (!isDateTime(target)) {
            return null;
        }
        if (iso.length() <= 10) {
            return convert(LocalDate.parse(iso), target);
        }
        iso = iso.charAt(10) == ' ' ? iso.substring(0, 10) + 'T' + iso.substring(11) : iso;
        boolean hasZone = iso.endsWith("Z") || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0;
        return hasZone ? convert(OffsetDateTime.parse(iso), target) : convert(LocalDateTime.parse(iso), target);
    }

    private static boolean isDateTime(Class<?> target) {
        return target == LocalDate.class
                || target == LocalDateTime.class
                || target == Instant.class
                || target == OffsetDateTime.class
                || target == ZonedDateTime.class
                || Date.class.isAssignableFrom(target);
    }
}
