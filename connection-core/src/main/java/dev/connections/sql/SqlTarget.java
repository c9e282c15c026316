package dev.connections.sql;

import dev.connections.credentials.Credentials;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a JDBC driver needs to find a database. Immutable. {@link #toString()} shows neither credentials nor parameters.
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

    public SqlTarget {
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        properties = Map.copyOf(properties);
        Objects.requireNonNull(credentials, "credentials");
    }

    SqlTarget withJdbcUrl(String url) {
        return new SqlTarget(dialect, url, properties, credentials, driverClassName);
    }

    /** Whether the database lives in the memory of this process, and ends with its last connection. */
    public boolean isInMemory() {
        return InMemory.isInMemory(jdbcUrl);
    }

    /** Whether the URL asks for a connection without TLS, or with TLS that does not verify certificate and host name. */
    public boolean skipsVerification() {
        return TlsParameters.skipsVerification(dialect, properties);
    }

    /** The URL as far as it holds no parameters and no user information: safe to show. */
    public String displayUrl() {
        return JdbcUrlSecrets.masked(jdbcUrl);
    }

    @Override
    public String toString() {
        return displayUrl();
    }
}
