package dev.connections.sql.url;

import dev.connections.credentials.Credentials;
import dev.connections.sql.dialect.InMemoryDatabases;
import dev.connections.sql.dialect.SqlDialect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The target of a JDBC driver. Immutable. {@link #toString()} contains neither credentials nor parameters.
 *
 * @param dialect the dialect of the driver
 * @param jdbcUrl the URL for the driver; user and password have been taken out of it for every known dialect
 * @param properties what the URL's parameters say to the driver
 * @param credentials who the URL says to open as; {@link Credentials#none()} if it does not
 * @param driverClassName the class of the driver, or {@code null} to let {@link java.sql.DriverManager} choose one
 * @see SqlAddress#target()
 */
public record SqlTarget(
        SqlDialect dialect,
        String jdbcUrl,
        Map<String, String> properties,
        Credentials credentials,
        @Nullable String driverClassName) {

    /** Of the drivers' URLs: {@code //server/database}, or {@code @//server/database}. */
    private static final Pattern SERVER = Pattern.compile("^[^/]*//(?<server>[^/;?]+)(?:/(?<database>[^;?]*))?");

    /** Of SQL Server's and Snowflake's. */
    private static final Pattern DATABASE = Pattern.compile("[;?&](?i:databaseName|database|db)=\\{?([^;&}]+)");

    public SqlTarget {
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        properties = Map.copyOf(properties);
        Objects.requireNonNull(credentials, "credentials");
    }

    public SqlTarget withJdbcUrl(String url) {
        return new SqlTarget(dialect, url, properties, credentials, driverClassName);
    }

    /** Returns whether the database lives in the memory of this process, and ends with its last connection. */
    public boolean isInMemory() {
        return InMemoryDatabases.isInMemory(jdbcUrl);
    }

    /**
     * Returns whether the URL asks for a connection without TLS, or with TLS that does not verify certificate and host
     * name.
     */
    public boolean skipsVerification() {
        return TlsParameters.skipsVerification(dialect, properties);
    }

    /** The URL as far as it holds no parameters and no user information: safe to show. */
    public String displayUrl() {
        return JdbcUrlSecrets.masked(jdbcUrl);
    }

    /**
     * Returns the host, the port and the database, as far as the URL has them, or else the URL, without
     * parameters and user information.
     */
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        String url = displayUrl();
        Matcher matcher = SERVER.matcher(url);
        HostAndPort server = matcher.find() ? HostAndPort.parse(matcher.group("server"), dialect) : null;
        if (server == null || server.host() == null) {
            details.put("url", url);
            return details;
        }
        details.put("host", server.host());
        Integer port = (server.port() != null) ? server.port() : dialect.defaultPort();
        if (port != null && server.host().indexOf(',') < 0) {
            details.put("port", port);
        }
        Matcher parameter = DATABASE.matcher(jdbcUrl);
        String database = parameter.find() ? parameter.group(1) : matcher.group("database");
        if (database != null && !database.isEmpty()) {
            details.put("database", UrlEncoding.decode(database));
        }
        return details;
    }

    @Override
    public String toString() {
        return displayUrl();
    }
}
