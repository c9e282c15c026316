package dev.connections.sql.url;

import dev.connections.credentials.Credentials;
import dev.connections.sql.dialect.SqlDialect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A URL of the form {@code dialect[+driver]://[user[:secret]@][host[:port]][/database][?query]}, as libpq, SQLAlchemy
 * and others write it, taken apart and percent-decoded.
 *
 * @param credentials the user information
 * @param host host name or address without brackets, or {@code host1:port1,host2:port2} as it stands; {@code null} if
 *     there is none
 */
record SqlUrl(
        SqlDialect dialect,
        Credentials credentials,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        Map<String, String> query) {

    private static final String ENCODE =
            "; characters such as '@', '/', ':', '?', '#' and '%' in a user name, password or database must be"
                    + " percent-encoded ('@' is %40, '/' is %2F)";

    /** Returns whether this is such a URL, rather than a JDBC URL without its {@code jdbc:}. */
    static boolean isHierarchical(String url) {
        return url.matches("(?s)[^:/?]+://.*");
    }

    /** Parses a URL. Problems are reported without any part of it, as a secret may be anywhere. */
    static @Nullable SqlUrl parse(SqlDialect dialect, String url, Consumer<String> problems) {
        String rest = url.substring(url.indexOf("://") + 3);
        int question = rest.indexOf('?');
        String beforeQuery = (question < 0) ? rest : rest.substring(0, question);
        int slash = beforeQuery.indexOf('/');
        String authority = (slash < 0) ? beforeQuery : beforeQuery.substring(0, slash);
        String path = (slash < 0) ? "" : beforeQuery.substring(slash + 1);
        int at = authority.lastIndexOf('@');
        String address = authority.substring(at + 1);
        @Nullable HostAndPort hostAndPort = HostAndPort.parse(address, dialect);
        if (hostAndPort == null || (dialect.needsServer() && path.matches("(?s).*[@/#].*"))) {
            problems.accept("has an invalid host or port" + ENCODE);
            return null;
        }
        if (!isEncoded(authority) || !isEncoded(path)) {
            problems.accept("has a '%' that does not start a percent-encoded character" + ENCODE);
            return null;
        }
        return new SqlUrl(
                dialect,
                (at < 0) ? Credentials.none() : userInfo(authority.substring(0, at)),
                hostAndPort.host(),
                hostAndPort.port(),
                path.isEmpty() ? null : UrlEncoding.decode(path),
                (question < 0) ? Map.of() : query(rest.substring(question + 1)));
    }

    private static Credentials userInfo(String userInfo) {
        String[] parts = userInfo.split(":", 2);
        String user = UrlEncoding.decode(parts[0]);
        return Credentials.of(user.isEmpty() ? null : user, (parts.length > 1) ? UrlEncoding.decode(parts[1]) : null);
    }

    private static Map<String, String> query(String query) {
        Map<String, String> result = new LinkedHashMap<>();
        for (String parameter : query.split("&")) {
            if (!parameter.isEmpty()) {
                String[] keyAndValue = parameter.split("=", 2);
                result.put(
                        UrlEncoding.decodeForm(keyAndValue[0]),
                        (keyAndValue.length > 1) ? UrlEncoding.decodeForm(keyAndValue[1]) : "");
            }
        }
        return result;
    }

    private static boolean isEncoded(String text) {
        return text.matches("(?s)([^%]|%[0-9A-Fa-f]{2})*");
    }

    @Override
    public String toString() {
        return "SqlUrl[" + dialect.id() + ", " + host + "]";
    }
}
