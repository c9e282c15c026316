package dev.connections.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Date;
import java.util.Locale;

/**
 * Points in time as the drivers take them: JDBC 4.2 knows {@code LocalDate}, {@code LocalTime}, {@code LocalDateTime} and
 * {@code OffsetDateTime}. Immutable.
 *
 * <p>Snowflake's driver does not take them. It gets texts, which mean the same in whatever zone the session is.
 *
 * <p>SQLite has no types for time. It gets the texts that its own functions make and understand, in UTC, so that they can
 * be compared with each other and with {@code current_timestamp}.
 */
final class TimeParameters {

    private final SqlDialect dialect;

    TimeParameters(SqlDialect dialect) {
        this.dialect = dialect;
    }

    Object convert(Object value) {
        Object standard = standard(value);
        return switch (dialect) {
            case SQLITE -> text(standard);
            case SNOWFLAKE -> SnowflakeTime.text(standard);
            default -> standard;
        };
    }

    private static Object standard(Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime();
        }
        if (value instanceof Year year) {
            return year.getValue();
        }
        if (value instanceof YearMonth month) {
            return month.toString();
        }
        if (value instanceof Date date && date.getClass() == Date.class) {
            return new java.sql.Timestamp(date.getTime());
        }
        return value;
    }

    private static Object text(Object value) {
        if (value instanceof LocalDate || value instanceof LocalTime) {
            return value.toString();
        }
        if (value instanceof LocalDateTime dateTime) {
            return SqliteTime.LOCAL.format(dateTime);
        }
        if (value instanceof OffsetDateTime dateTime) {
            return SqliteTime.UTC.format(dateTime.withOffsetSameInstant(ZoneOffset.UTC));
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return SqliteTime.UTC.format(timestamp.toInstant().atOffset(ZoneOffset.UTC));
        }
        if (value instanceof java.sql.Date || value instanceof java.sql.Time) {
            return value.toString();
        }
        return value;
    }

    /** Loaded for Snowflake only. */
    private static final class SnowflakeTime {

        private static final DateTimeFormatter LOCAL =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS", Locale.ROOT);

        private static final DateTimeFormatter ZONED =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS xxx", Locale.ROOT);

        static Object text(Object value) {
            if (value instanceof LocalDate) {
                return value.toString();
            }
            if (value instanceof LocalTime time) {
                return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
            }
            if (value instanceof LocalDateTime dateTime) {
                return LOCAL.format(dateTime);
            }
            if (value instanceof OffsetDateTime dateTime) {
                return ZONED.format(dateTime);
            }
            return (value instanceof Byte number) ? (Object) number.shortValue() : value;
        }
    }

    /** Loaded for SQLite only. */
    private static final class SqliteTime {

        private static final DateTimeFormatter LOCAL =
                seconds().appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).toFormatter(Locale.ROOT);

        /** Always with nine digits: {@code 12:00:00Z} would sort after {@code 12:00:00.5Z}. */
        private static final DateTimeFormatter UTC = seconds()
                .appendFraction(ChronoField.NANO_OF_SECOND, 9, 9, true)
                .appendLiteral('Z')
                .toFormatter(Locale.ROOT);

        private static DateTimeFormatterBuilder seconds() {
            return new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern(" HH:mm:ss");
        }
    }
}
