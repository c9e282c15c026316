package dev.connections.sql.parameters;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Dates and times as the texts that SQLite's own functions make and understand: SQLite has no type for them. */
public final class SqliteTime {

    private static final DateTimeFormatter LOCAL = withFraction(0).toFormatter(Locale.ROOT);

    /** Always with nine digits: {@code 12:00:00Z} would sort after {@code 12:00:00.5Z}. */
    private static final DateTimeFormatter UTC =
            withFraction(9).appendLiteral('Z').toFormatter(Locale.ROOT);

    private SqliteTime() {}

    /** Returns the text of a date or time; any other value as it is. */
    public static Object text(Object value) {
        if (TimeParameters.isText(value) || value instanceof LocalTime) {
            return value.toString();
        }
        if (value instanceof LocalDateTime dateTime) {
            return LOCAL.format(dateTime);
        }
        return value instanceof OffsetDateTime dateTime
                ? UTC.format(dateTime.withOffsetSameInstant(ZoneOffset.UTC))
                : value;
    }

    private static DateTimeFormatterBuilder withFraction(int digits) {
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendPattern(" HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, digits, 9, true);
    }
}
