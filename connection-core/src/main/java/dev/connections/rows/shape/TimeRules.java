package dev.connections.rows.shape;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Rules for converting values without a time zone to instants. Immutable.
 *
 * @param zone the zone in which a local time is an instant; {@code null} for the JVM's default zone
 * @param epochMillis whether an integer can be an instant, in milliseconds since 1970
 */
public record TimeRules(@Nullable ZoneId zone, boolean epochMillis) {

    /** The JVM's default zone, as in JDBC. */
    public static final TimeRules STANDARD = new TimeRules(null, false);

    private static final TimeRules UTC = new TimeRules(ZoneOffset.UTC, false);

    /** @param zone the zone in which a local time is an instant; {@code null} for the JVM's default zone */
    public static TimeRules of(@Nullable ZoneId zone) {
        if (zone == null) {
            return STANDARD;
        }
        return zone.equals(ZoneOffset.UTC) ? UTC : new TimeRules(zone, false);
    }

    /** Returns these rules with integers as instants, in milliseconds since 1970. */
    public TimeRules withEpochMillis() {
        return new TimeRules(zone, true);
    }

    public ZoneId zoneOrDefault() {
        return zone != null ? zone : ZoneId.systemDefault();
    }
}
