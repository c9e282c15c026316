package dev.connections.rows.mapping;

import dev.connections.rows.shape.TimeRules;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Conversions between the date and time classes. Between a local time and an instant lies the zone of the {@link
 * TimeRules}. PostgreSQL's infinities are the {@code MAX} and {@code MIN} of each class, as its driver has them.
 */
public final class TemporalValues {

    /** What pgjdbc has for the infinities, in milliseconds. */
    public static final long LATEST_DATE = 9_223_372_036_825_200_000L;

    public static final long EARLIEST_DATE = -9_223_372_036_832_400_000L;

    /** The last year whose milliseconds since 1970 are a {@code long}. */
    private static final int LAST_YEAR_OF_MILLIS = 292_000_000;

    private TemporalValues() {}

    /** Returns the value as a {@code target}, or {@code null} if there is no such conversion. */
    public static @Nullable Object convert(Object value, Class<?> target, TimeRules rules) {
        if (target == Duration.class || target == Period.class) {
            return interval(value, target);
        }
        if (value instanceof String text) {
            return parse(text, target, rules);
        }
        if (target == Year.class && value instanceof Number year) {
            return Year.of(Math.toIntExact(NumberValues.toLong(year)));
        }
        if (value instanceof Long millis && rules.epochMillis() && isDateTime(target)) {
            OffsetDateTime moment =
                    Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()).toOffsetDateTime();
            return ofOffset(moment, target, rules);
        }
        if (value instanceof Duration duration && target == LocalTime.class) {
            throw new IllegalArgumentException(
                    SqlInterval.clock(duration) + " is no time of day; read it as a Duration or a text");
        }
        if (value instanceof OffsetTime time) {
            return target == LocalTime.class ? time.toLocalTime() : null;
        }
        if (value instanceof LocalTime time) {
            return target == Time.class ? time(time) : null;
        }
        if (value instanceof LocalDate date) {
            return ofDate(date, target, rules);
        }
        if (value instanceof LocalDateTime local) {
            return ofLocal(local, target, rules);
        }
        return value instanceof OffsetDateTime offset ? ofOffset(offset, target, rules) : null;
    }

    private static @Nullable Object interval(Object value, Class<?> target) {
        if (value instanceof LocalTime time && target == Duration.class) {
            return Duration.ofNanos(time.toNanoOfDay());
        }
        if (value instanceof String text) {
            SqlInterval interval = SqlInterval.parse(text);
            return target == Duration.class ? interval.toDuration() : interval.toPeriod();
        }
        return null;
    }

    private static @Nullable Object ofDate(LocalDate date, Class<?> target, TimeRules rules) {
        if (target == LocalDate.class) {
            return date;
        }
        if (target == LocalTime.class) {
            return null;
        }
        LocalDateTime local = date.equals(LocalDate.MAX)
                ? LocalDateTime.MAX
                : date.equals(LocalDate.MIN) ? LocalDateTime.MIN : date.atStartOfDay();
        return ofLocal(local, target, rules);
    }

    private static @Nullable Object ofLocal(LocalDateTime local, Class<?> target, TimeRules rules) {
        if (target == LocalDateTime.class) {
            return local;
        }
        Object part = part(local, target);
        if (part != null || !isDateTime(target)) {
            return part;
        }
        if (local.equals(LocalDateTime.MAX) || local.equals(LocalDateTime.MIN)) {
            return ofInfinity(local.equals(LocalDateTime.MAX), target);
        }
        return ofMoment(local.atZone(rules.zoneOrDefault()).toOffsetDateTime(), target, rules.zoneOrDefault());
    }

    private static @Nullable Object ofOffset(OffsetDateTime moment, Class<?> target, TimeRules rules) {
        if (moment.equals(OffsetDateTime.MAX) || moment.equals(OffsetDateTime.MIN)) {
            return ofInfinity(moment.equals(OffsetDateTime.MAX), target);
        }
        Object exact = isDateTime(target) ? ofMoment(moment, target, moment.getOffset()) : null;
        if (exact != null) {
            return exact;
        }
        // SQLite's milliseconds since 1970 are local to the JVM's zone, its texts to UTC
        LocalDateTime local = rules.epochMillis()
                ? moment.toLocalDateTime()
                : moment.atZoneSameInstant(rules.zoneOrDefault()).toLocalDateTime();
        return target == LocalDateTime.class ? local : part(local, target);
    }

    private static @Nullable Object part(LocalDateTime local, Class<?> target) {
        if (target == LocalDate.class) {
            return local.toLocalDate();
        }
        if (target == LocalTime.class) {
            return local.toLocalTime();
        }
        if (target == java.sql.Date.class) {
            return sqlDate(local);
        }
        if (target == Year.class) {
            return Year.from(local);
        }
        return target == YearMonth.class ? YearMonth.from(local) : null;
    }

    private static @Nullable Object sqlDate(LocalDateTime local) {
        LocalDate date = local.toLocalDate();
        if (date.equals(LocalDate.MAX) || date.equals(LocalDate.MIN)) {
            return ofInfinity(date.equals(LocalDate.MAX), java.sql.Date.class);
        }
        if (Math.abs(date.getYear()) > LAST_YEAR_OF_MILLIS) {
            throw new ArithmeticException(date + " does not fit into a java.sql.Date; use LocalDate");
        }
        return java.sql.Date.valueOf(date);
    }

    private static @Nullable Object ofMoment(OffsetDateTime moment, Class<?> target, ZoneId zone) {
        if (target == Instant.class) {
            return moment.toInstant();
        }
        if (target == OffsetDateTime.class) {
            return moment;
        }
        if (target == ZonedDateTime.class) {
            return moment.atZoneSameInstant(zone);
        }
        if (target == Timestamp.class) {
            return Timestamp.from(moment.toInstant());
        }
        return target == Date.class ? Date.from(moment.toInstant()) : null;
    }

    private static @Nullable Object ofInfinity(boolean positive, Class<?> target) {
        OffsetDateTime moment = positive ? OffsetDateTime.MAX : OffsetDateTime.MIN;
        long millis = positive ? LATEST_DATE : EARLIEST_DATE;
        if (target == Instant.class) {
            return positive ? Instant.MAX : Instant.MIN;
        }
        if (target == OffsetDateTime.class) {
            return moment;
        }
        if (target == ZonedDateTime.class) {
            return moment.toZonedDateTime();
        }
        if (target == LocalDateTime.class) {
            return positive ? LocalDateTime.MAX : LocalDateTime.MIN;
        }
        if (target == LocalDate.class) {
            return positive ? LocalDate.MAX : LocalDate.MIN;
        }
        if (target == Timestamp.class) {
            return new Timestamp(millis);
        }
        if (target == java.sql.Date.class) {
            return new java.sql.Date(millis);
        }
        return target == Date.class ? new Date(millis) : null;
    }

    /** Returns the name of the infinity that a value stands for; {@code null} if it is none. */
    public static @Nullable String infinity(Object value) {
        if (value.equals(OffsetDateTime.MAX) || value.equals(LocalDateTime.MAX) || value.equals(LocalDate.MAX)) {
            return "infinity";
        }
        boolean first =
                value.equals(OffsetDateTime.MIN) || value.equals(LocalDateTime.MIN) || value.equals(LocalDate.MIN);
        return first ? "-infinity" : null;
    }

    /** With its milliseconds, which {@code Time.valueOf} drops. */
    private static Time time(LocalTime time) {
        return new Time(time.atDate(LocalDate.EPOCH)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli());
    }

    /**
     * ISO 8601, or the same with a space for the T as databases write it. A date where a time is wanted is its first
     * moment.
     *
     * @throws java.time.DateTimeException if the text is neither
     */
    private static @Nullable Object parse(String text, Class<?> target, TimeRules rules) {
        String iso = text.trim();
        if (target == LocalTime.class) {
            return LocalTime.parse(iso);
        }
        if (target == Time.class) {
            return time(LocalTime.parse(iso));
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
        return convert(rules.epochMillis() ? inUtc(parse(iso), target) : parse(iso), target, rules);
    }

    /** Returns a moment that SQLite stores as a text, as its functions read it: its local time is that of UTC. */
    public static Object inUtc(Object value, Class<?> target) {
        boolean local = target == LocalDateTime.class || target == LocalDate.class || target == java.sql.Date.class;
        return local && value instanceof OffsetDateTime moment ? moment.withOffsetSameInstant(ZoneOffset.UTC) : value;
    }

    /**
     * Returns the text as a {@code LocalDate}, {@code LocalDateTime} or {@code OffsetDateTime}.
     *
     * @throws java.time.DateTimeException if it is none of them
     */
    public static Object parse(String text) {
        if (text.length() <= 10) {
            return LocalDate.parse(text);
        }
        String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        boolean hasZone = iso.endsWith("Z") || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0;
        return hasZone ? (Object) OffsetDateTime.parse(iso) : LocalDateTime.parse(iso);
    }

    private static boolean isDateTime(Class<?> target) {
        return target == LocalDate.class
                || target == LocalDateTime.class
                || target == Instant.class
                || target == OffsetDateTime.class
                || target == ZonedDateTime.class
                || Date.class.isAssignableFrom(target) && target != Time.class;
    }
}
