package dev.connections.sql.parameters;

import dev.connections.rows.mapping.SqlInterval;
import dev.connections.rows.mapping.TemporalValues;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.postgresql.util.PGobject;

/** Formats dates and times for PostgreSQL, with its infinities, and years before year 1 as "BC". */
final class PostgresTime {

    private PostgresTime() {}

    /** Returns whether values of the class have a text here. */
    static boolean hasText(Class<?> type) {
        return type == LocalDate.class || type == LocalDateTime.class || type == OffsetDateTime.class;
    }

    /** @param value of a class that {@link #hasText} */
    static String text(Object value) {
        String infinity = TemporalValues.infinity(value);
        if (infinity != null) {
            return infinity;
        }
        // offsets from 16 hours on are refused
        String iso = value instanceof OffsetDateTime moment
                ? moment.withOffsetSameInstant(ZoneOffset.UTC).toString()
                : value.toString();
        int end = iso.indexOf('-', 1);
        int year = Integer.parseInt(iso.substring(0, end));
        String digits = Integer.toString(year > 0 ? year : 1 - year);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits + iso.substring(end) + (year > 0 ? "" : " BC");
    }

    /** Returns an interval as the driver sends it, with the type. */
    static Object interval(SqlInterval interval) throws SQLException {
        // not a PGInterval, which has no more than 68 years of seconds
        PGobject text = new PGobject();
        text.setType("interval");
        text.setValue(interval.words());
        return text;
    }
}
