package dev.connections.sql.driver;

import dev.connections.sql.dialect.InMemoryDatabases;
import dev.connections.sql.dialect.SnowflakeDriver;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.url.SqlTarget;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * The default properties of each driver: a bound for every wait, and what keeps an in-memory database open. Without
 * them most drivers wait forever when the network drops packets. Settings and the URL win over the defaults.
 */
public final class DriverDefaults {

    private static final Pattern TIME_ZONE = Pattern.compile(
            "(?i)\\b(connectionTimeZone|serverTimezone|timezone|forceConnectionTimeZoneToSession|preserveInstants"
                    + "|useLegacyDatetimeCode|time_zone)=");

    private static final boolean CONNECTOR_J =
            ClassUtils.isPresent("com.mysql.cj.protocol.StandardSocketFactory", DriverDefaults.class.getClassLoader());

    /** Parameters that make Connector/J use sockets of another kind, or have MariaDB's driver take its URLs. */
    private static final Pattern OTHER_SOCKETS =
            Pattern.compile("(?i)\\b(socksProxyHost|namedPipePath|permitMysqlScheme)\\b");

    private DriverDefaults() {}

    /**
     * Returns the driver's properties; none that the URL itself already sets.
     *
     * @param owned whether it is the connection's database, and not a foreign one that users log in to: what
     *     concerns all of it, only its owner may set
     */
    public static Map<String, String> of(SqlTarget target, SqlSettings settings, boolean owned) {
        Map<String, String> properties = new LinkedHashMap<>(timeouts(target, settings));
        if (owned && target.dialect() == SqlDialect.H2 && InMemoryDatabases.isInMemory(target.jdbcUrl())) {
            // by default H2 closes it at the start of the JVM's shutdown, when beans may still need it
            properties.put("DB_CLOSE_ON_EXIT", "FALSE");
        }
        if (!owned && target.dialect() == SqlDialect.H2) {
            // or a missing database would be created
            properties.put("IFEXISTS", "TRUE");
        }
        if (!setsTimeZone(target, settings)) {
            properties.putAll(timeZone(target.dialect()));
        }
        String url = target.jdbcUrl().toLowerCase(Locale.ROOT);
        properties.keySet().removeIf(key -> url.contains(key.toLowerCase(Locale.ROOT) + "="));
        return properties;
    }

    /**
     * Returns whether the driver has no time-out for its handshake, so that the one for responses has to replace it
     * until the connection is open.
     */
    public static boolean limitsLoginBySocketTimeout(SqlDialect dialect) {
        return dialect == SqlDialect.MYSQL || dialect == SqlDialect.ORACLE;
    }

    /**
     * MySQL and MariaDB: sessions in UTC, which has no skipped or repeated hours. An instant is then the same moment
     * for server and client. By default the drivers take the JVM's zone for the server's. The drivers do not convert
     * {@code java.sql.Timestamp}s, by which JPA, Spring Data and JDBC templates store local times: those are stored as
     * they are, as without these properties.
     */
    private static Map<String, String> timeZone(SqlDialect dialect) {
        return switch (dialect) {
            case MYSQL, MARIADB ->
                Map.of(
                        "connectionTimeZone",
                        "UTC",
                        "forceConnectionTimeZoneToSession",
                        "true",
                        "preserveInstants",
                        "false");
            default -> Map.of();
        };
    }

    /** Each of the settings changes the meaning of the others, so either all or none are set. */
    static boolean setsTimeZone(SqlTarget target, SqlSettings settings) {
        String initSql = settings.pool().connectionInitSql();
        return Stream.of(target.properties().keySet(), settings.properties().keySet())
                        .flatMap(Set::stream)
                        .anyMatch(key -> TIME_ZONE.matcher(key + "=").find())
                || Stream.of(target.properties(), settings.properties())
                        .anyMatch(properties ->
                                properties.getOrDefault("sessionVariables", "").contains("time_zone"))
                || TIME_ZONE.matcher(target.jdbcUrl()).find()
                || initSql != null && initSql.toLowerCase(Locale.ROOT).contains("time_zone");
    }

    private static Map<String, String> timeouts(SqlTarget target, SqlSettings settings) {
        String loginMillis = millis(settings.loginTimeout());
        String loginSeconds = seconds(settings.loginTimeout());
        Duration silence = settings.maxResponseTime();
        return switch (target.dialect()) {
            case POSTGRESQL ->
                Map.of(
                        "connectTimeout",
                        loginSeconds,
                        "loginTimeout",
                        // the watch bounds it without a thread for each login, if the sockets are ours
                        settings.properties().containsKey("socketFactory") ? loginSeconds : "0",
                        "socketTimeout",
                        seconds(silence),
                        "tcpKeepAlive",
                        "true",
                        "socketFactory",
                        KeepAliveSocketFactory.class.getName());
            case MYSQL -> mySql(target, settings, loginMillis);
            case MARIADB ->
                Map.of(
                        "connectTimeout",
                        loginMillis,
                        "socketTimeout",
                        millis(silence),
                        "tcpKeepAlive",
                        "true",
                        "socketFactory",
                        KeepAliveSocketFactory.class.getName());
            case SQLSERVER -> Map.of("loginTimeout", loginSeconds, "socketTimeout", millis(silence));
            case ORACLE ->
                Map.of(
                        "oracle.net.CONNECT_TIMEOUT",
                        loginMillis,
                        "oracle.jdbc.ReadTimeout",
                        loginMillis,
                        "oracle.net.keepAlive",
                        "true",
                        "oracle.net.TCP_KEEPIDLE",
                        String.valueOf(KeepAliveSocketFactory.IDLE_SECONDS),
                        "oracle.net.TCP_KEEPINTERVAL",
                        String.valueOf(KeepAliveSocketFactory.INTERVAL_SECONDS),
                        "oracle.net.TCP_KEEPCOUNT",
                        String.valueOf(KeepAliveSocketFactory.COUNT));
            // it answers every 45 s, however long a statement runs
            case SNOWFLAKE -> SnowflakeDriver.defaults(loginMillis, loginSeconds, millis(settings.socketTimeout()));
            case SQLITE, DUCKDB, H2, OTHER -> Map.of();
        };
    }

    private static Map<String, String> mySql(SqlTarget target, SqlSettings settings, String loginMillis) {
        Map<String, String> properties = new LinkedHashMap<>(
                Map.of("connectTimeout", loginMillis, "socketTimeout", loginMillis, "tcpKeepAlive", "true"));
        @Nullable String driver = target.driverClassName();
        boolean ownSockets = Stream.of(
                        target.jdbcUrl(),
                        target.properties().keySet().toString(),
                        settings.properties().keySet().toString())
                .anyMatch(OTHER_SOCKETS.asPredicate());
        if (CONNECTOR_J && !ownSockets && (driver == null || driver.startsWith("com.mysql."))) {
            properties.put("socketFactory", MySqlSocketFactory.class.getName());
        }
        return properties;
    }

    private static String millis(Duration duration) {
        return String.valueOf(Math.min(Math.max(duration.toMillis(), 1), Integer.MAX_VALUE));
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(duration.plusMillis(999).toSeconds(), 1));
    }
}
