package dev.connections.sql;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How a result's values without a time zone relate to instants. Immutable.
 *
 * @param zone the zone in which a local time is an instant; {@code null} for the JVM's default zone
 * @param epochMillis whether an integer can be an instant, in milliseconds since 1970
 */
record TimeRules(@Nullable ZoneId zone, boolean epochMillis) {

    /** The JVM's default zone, as in JDBC. */
    static final TimeRules STANDARD = new TimeRules(null, false);

    private static final TimeRules UTC = new TimeRules(ZoneOffset.UTC, false);

    /** SQLite's functions are in UTC, and its driver writes instants as integers. */
    private static final TimeRules SQLITE = new TimeRules(ZoneOffset.UTC, true);

    static TimeRules of(SqlDialect dialect, @Nullable ZoneId sessionZone) {
        if (dialect == SqlDialect.SQLITE) {
            return SQLITE;
        }
        if (sessionZone == null) {
            return STANDARD;
        }
        return sessionZone.equals(ZoneOffset.UTC) ? UTC : new TimeRules(sessionZone, false);
    }

    ZoneId zoneOrDefault() {
        return zone != null ? zone : ZoneId.systemDefault();
    }
}
