package dev.connections.sql.mapping;

import dev.connections.sql.dialect.SqlDialect;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The time zone of a session, in which the server, or else the driver, converts between local times and instants. Taken
 * from the driver's state, without a round trip.
 */
public final class SessionZone {

    private static final DriverZone MARIADB = new DriverZone(
            "org.mariadb.jdbc.Connection#getContext", "org.mariadb.jdbc.client.Context#getConnectionTimeZone");

    private static final DriverZone MYSQL = new DriverZone(
            "com.mysql.cj.MysqlConnection#getSession",
            "com.mysql.cj.Session#getServerSession",
            "com.mysql.cj.protocol.ServerSession#getSessionTimeZone");

    private static final DriverZone H2 = new DriverZone(
            "org.h2.jdbc.JdbcConnection#getSession",
            "org.h2.engine.CastDataProvider#currentTimeZone",
            "org.h2.util.TimeZoneProvider#getId");

    /** POSIX: {@code GMT-03:00} and {@code <+03>-03} are three hours ahead of UTC. */
    private static final Pattern POSIX =
            Pattern.compile("(?:[A-Za-z]+|<[^>]*>)([+-]?)(\\d{1,2})(?::(\\d{2}))?(?::(\\d{2}))?");

    private static final Map<String, ZoneId> POSTGRES_ZONES = new ConcurrentHashMap<>();

    private SessionZone() {}

    /** Returns the zone of the session that a result belongs to; {@code null} for the JVM's default. */
    static @Nullable ZoneId of(ResultSet rs, SqlDialect dialect) throws SQLException {
        if (isUtc(dialect)) {
            return ZoneOffset.UTC;
        }
        @Nullable Statement statement = dialect == SqlDialect.OTHER ? null : rs.getStatement();
        return statement != null ? of(statement.getConnection(), dialect) : null;
    }

    /** Returns the zone of a session; {@code null} for the JVM's default. */
    public static @Nullable ZoneId of(Connection connection, SqlDialect dialect) throws SQLException {
        return switch (dialect) {
            case POSTGRESQL -> ofPostgres(PostgresResults.timeZone(connection));
            case MARIADB -> MARIADB.of(connection);
            case MYSQL -> MYSQL.of(connection);
            case H2 -> H2.of(connection);
            default -> isUtc(dialect) ? ZoneOffset.UTC : null;
        };
    }

    /** Sets a session of DuckDB to UTC. Its default is the operating system's zone, which the driver does not know. */
    public static void setUtc(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
        }
    }

    private static boolean isUtc(SqlDialect dialect) {
        return switch (dialect) {
            // DuckDB's session is set to UTC when it is opened; Snowflake drops the offset of an instant, which is UTC
            case SQLITE, DUCKDB, SNOWFLAKE -> true;
            default -> false;
        };
    }

    private static @Nullable ZoneId ofPostgres(@Nullable String name) {
        return name == null ? null : POSTGRES_ZONES.computeIfAbsent(name, SessionZone::parsed);
    }

    static ZoneId parsed(String name) {
        if (ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
            return name.equals("UTC") || name.equals("Etc/UTC") ? ZoneOffset.UTC : ZoneId.of(name);
        }
        Matcher posix = POSIX.matcher(name);
        if (posix.matches()) {
            int seconds = number(posix.group(2)) * 3600 + number(posix.group(3)) * 60 + number(posix.group(4));
            return ZoneOffset.ofTotalSeconds(posix.group(1).equals("-") ? seconds : -seconds);
        }
        try {
            return ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException ex) {
            throw new IllegalStateException(
                    "The session's time zone '" + name + "' is unknown to Java: set another one", ex);
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Public methods of a driver that lead from its connection to a zone. */
    private static final class DriverZone {

        private final @Nullable Class<?> connectionType;
        private final Method[] path;
        private volatile Known known = new Known("", null);

        DriverZone(String... path) {
            ClassLoader loader = SessionZone.class.getClassLoader();
            this.path = new Method[path.length];
            Class<?> first = null;
            for (int i = 0; i < path.length; i++) {
                String[] typeAndMethod = path[i].split("#");
                if (!ClassUtils.isPresent(typeAndMethod[0], loader)) {
                    this.connectionType = null;
                    return;
                }
                Class<?> type = ClassUtils.resolveClassName(typeAndMethod[0], loader);
                this.path[i] = ClassUtils.getMethod(type, typeAndMethod[1]);
                first = i == 0 ? type : first;
            }
            this.connectionType = first;
        }

        @Nullable
        ZoneId of(Connection connection) throws SQLException {
            if (connectionType == null || !connection.isWrapperFor(connectionType)) {
                return null;
            }
            Object value = connection.unwrap(connectionType);
            for (Method method : path) {
                value = value == null ? null : ReflectionUtils.invokeMethod(method, value);
            }
            return value == null ? null : zoneOf(value);
        }

        /** Each query asks, and nearly always of the same zone. */
        private @Nullable ZoneId zoneOf(Object driverZone) {
            Known present = known;
            if (!driverZone.equals(present.driverZone)) {
                present = new Known(driverZone, converted(driverZone));
                known = present;
            }
            return present.zone;
        }

        private static @Nullable ZoneId converted(Object driverZone) {
            ZoneId zone = driverZone instanceof TimeZone timeZone
                    ? timeZone.toZoneId()
                    : driverZone instanceof String id ? TimeZone.getTimeZone(id).toZoneId() : null;
            return zone != null && zone.getRules().isFixedOffset() ? zone.normalized() : zone;
        }

        private record Known(Object driverZone, @Nullable ZoneId zone) {}
    }
}
