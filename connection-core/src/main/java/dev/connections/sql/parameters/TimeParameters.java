package dev.connections.sql.parameters;

import dev.connections.rows.mapping.SqlInterval;
import dev.connections.rows.mapping.TemporalValues;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.mapping.SessionZone;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Time;
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
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * Dates and times as the drivers take them: JDBC 4.2 knows {@code LocalDate}, {@code LocalTime},
 * {@code LocalDateTime} and {@code OffsetDateTime}. Immutable.
 *
 * <p>MySQL and MariaDB have no type for an instant with its offset. An instant is sent as the local time of the
 * session's zone, because their drivers take a detour by the JVM's zone, in which an hour can be missing or come twice.
 *
 * <p>Snowflake's driver does not take them. It gets texts, which mean the same in whatever zone the session is.
 *
 * <p>SQLite has no types for time. It gets the texts that its own functions make and understand, in UTC, so that they
 * can be compared with each other and with {@code current_timestamp}.
 */
final class TimeParameters {

    private static final DateTimeFormatter DUCKDB_DATE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT);

    private final SqlDialect dialect;

    private final YearRange years;

    TimeParameters(SqlDialect dialect) {
        this.dialect = dialect;
        this.years = YearRange.of(dialect);
    }

    /** Returns the value for a parameter of a statement; the value itself if it is no date or time. */
    Object convert(Object value, PreparedStatement statement) throws SQLException {
        Object standard = standard(value);
        years.check(standard, dialect);
        return switch (dialect) {
            case SQLITE -> SqliteTime.text(standard);
            case SNOWFLAKE -> SnowflakeTime.text(standard);
            case MYSQL, MARIADB -> mySql(standard, statement);
            case POSTGRESQL -> postgres(standard);
            case H2 -> standard instanceof Period period && period.toTotalMonths() == 0 ? days(period) : standard;
            case DUCKDB -> duckDb(standard);
            case SQLSERVER, ORACLE, OTHER -> standard;
        };
    }

    private Object standard(Object value) {
        if (value instanceof Instant instant) {
            return offset(instant);
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
        if (value instanceof Calendar calendar) {
            return standard(calendar.getTime());
        }
        return value instanceof Date date ? standard(date) : value;
    }

    /**
     * {@code Date} and {@code Timestamp} are instants; {@code java.sql.Date} and {@code Time} are local to the JVM's
     * zone.
     */
    private Object standard(Date date) {
        if (date instanceof java.sql.Date day) {
            OffsetDateTime infinite = infinite(date);
            return infinite != null ? infinite.toLocalDate() : day.toLocalDate();
        }
        if (date instanceof Time time) {
            return Instant.ofEpochMilli(time.getTime())
                    .atZone(ZoneId.systemDefault())
                    .toLocalTime();
        }
        return switch (dialect) {
            case SQLSERVER, ORACLE, OTHER ->
                date instanceof java.sql.Timestamp ? date : new java.sql.Timestamp(date.getTime());
            default -> {
                OffsetDateTime infinite = infinite(date);
                yield infinite != null ? infinite : offset(date.toInstant());
            }
        };
    }

    private static @Nullable OffsetDateTime infinite(Date date) {
        if (date.getTime() >= TemporalValues.LATEST_DATE) {
            return OffsetDateTime.MAX;
        }
        return date.getTime() <= TemporalValues.EARLIEST_DATE ? OffsetDateTime.MIN : null;
    }

    static OffsetDateTime offset(Instant instant) {
        if (instant.equals(Instant.MAX)) {
            return OffsetDateTime.MAX;
        }
        return instant.equals(Instant.MIN) ? OffsetDateTime.MIN : instant.atOffset(ZoneOffset.UTC);
    }

    private static Object postgres(Object value) throws SQLException {
        if (value instanceof Duration duration) {
            return PostgresTime.interval(SqlInterval.of(duration));
        }
        return value instanceof Period period ? PostgresTime.interval(SqlInterval.of(period)) : value;
    }

    private Object mySql(Object value, PreparedStatement statement) throws SQLException {
        if (value instanceof OffsetDateTime moment) {
            ZoneId zone = SessionZone.of(statement.getConnection(), dialect);
            return moment.atZoneSameInstant(zone != null ? zone : ZoneId.systemDefault())
                    .toLocalDateTime();
        }
        if (value instanceof Duration duration) {
            return SqlInterval.clock(duration);
        }
        if (value instanceof OffsetTime) {
            throw new InvalidDataAccessApiUsageException(
                    "MySQL and MariaDB have no time of day with an offset: give a LocalTime, or a text");
        }
        return value instanceof Period ? value.toString() : value;
    }

    static String duckDbText(LocalDate date) {
        return DUCKDB_DATE.format(date);
    }

    private static Object duckDb(Object value) {
        String infinity = TemporalValues.infinity(value);
        if (infinity != null) {
            return infinity;
        }
        if (value instanceof LocalDate date) {
            return isLostByDuckDb(date) ? DUCKDB_DATE.format(date) : date;
        }
        if (value instanceof Duration duration) {
            return SqlInterval.of(duration).words();
        }
        if (value instanceof Period period) {
            return SqlInterval.of(period).words();
        }
        return value instanceof OffsetTime ? value.toString() : value;
    }

    /**
     * The driver takes a date through {@code java.sql.Date}: without its era, by a calendar that has ten days less in
     * 1582, and by the JVM's zone, which may have skipped the day.
     */
    private static boolean isLostByDuckDb(LocalDate date) {
        return date.getYear() <= 1_582
                || date.getYear() > 9_999
                || !date.equals(date.atStartOfDay(ZoneId.systemDefault()).toLocalDate());
    }

    /** H2 has no interval of months and days, and a {@code Period} is one of months. */
    private static Duration days(Period period) {
        return Duration.ofDays(period.getDays());
    }

    static boolean isText(Object value) {
        return value instanceof LocalDate
                || value instanceof OffsetTime
                || value instanceof Duration
                || value instanceof Period;
    }

    /** Loaded for Snowflake only. */
    private static final class SnowflakeTime {

        private static final DateTimeFormatter LOCAL =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS", Locale.ROOT);

        private static final DateTimeFormatter ZONED =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS xxx", Locale.ROOT);

        static Object text(Object value) {
            if (isText(value)) {
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
}
