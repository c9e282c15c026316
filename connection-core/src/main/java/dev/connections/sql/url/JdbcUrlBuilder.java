package dev.connections.sql.url;

import dev.connections.credentials.SecretNames;
import dev.connections.sql.dialect.InMemoryDatabases;
import dev.connections.sql.dialect.SqlDialect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the JDBC URL of a database in the grammar of its driver. */
final class JdbcUrlBuilder {

    private static final String MEMORY = ":memory:";

    /** The characters that end the name of a database or service where the driver cannot read it in an escaped form. */
    private static final Map<SqlDialect, String> SEPARATORS = Map.of(
            SqlDialect.MARIADB,
            "?",
            SqlDialect.ORACLE,
            "?;@()",
            SqlDialect.SQLITE,
            "?",
            SqlDialect.DUCKDB,
            ";",
            SqlDialect.H2,
            ";");

    private JdbcUrlBuilder() {}

    /**
     * Returns a character of a database's name that its driver would take for the end of the name; empty if there is
     * none.
     */
    static Optional<String> separator(SqlDialect dialect, String database) {
        // a URI of SQLite has parameters of its own
        return (dialect == SqlDialect.SQLITE && database.startsWith("file:"))
                ? Optional.empty()
                : SEPARATORS
                        .getOrDefault(dialect, "")
                        .chars()
                        .filter(each -> database.indexOf(each) >= 0)
                        .mapToObj(Character::toString)
                        .findFirst();
    }

    /**
     * @param host a host, several servers as {@code host1:port1,host2:port2}, or {@code null} when no server is needed
     * @param query parameters, of which the URL takes those that cannot be given as driver properties
     */
    static String of(
            SqlDialect dialect,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String database,
            Map<String, String> query) {
        String address = (host == null) ? "" : address(dialect, host, port);
        String name = (database == null) ? "" : database;
        return switch (dialect) {
            case SNOWFLAKE ->
                "jdbc:snowflake://" + address + "/" + (name.isEmpty() ? "" : "?db=" + UrlEncoding.encode(name));
            case POSTGRESQL, MYSQL -> "jdbc:" + dialect.id() + "://" + address + "/" + UrlEncoding.encode(name);
            // this driver takes the name as it is
            case MARIADB -> "jdbc:mariadb://" + address + "/" + name;
            case SQLSERVER -> sqlServer(host, port, name);
            case ORACLE -> oracle(address, name, query);
            case SQLITE -> "jdbc:sqlite:" + (name.isEmpty() ? MEMORY : name) + sqliteUri(name, query);
            case DUCKDB -> "jdbc:duckdb:" + (name.equals(MEMORY) ? "" : name);
            case H2 -> h2(host, address, name) + h2Settings(query);
            case OTHER -> throw new IllegalArgumentException("The URL of an unknown dialect cannot be written");
        };
    }

    private static String address(SqlDialect dialect, String host, @Nullable Integer port) {
        if (host.indexOf(',') >= 0) {
            return host;
        }
        String bracketed = (host.indexOf(':') >= 0 && !host.startsWith("[")) ? "[" + host + "]" : host;
        @Nullable Integer actual = (port != null) ? port : dialect.defaultPort();
        return (actual == null) ? bracketed : bracketed + ":" + actual;
    }

    private static String sqlServer(@Nullable String host, @Nullable Integer port, String database) {
        StringBuilder url = new StringBuilder("jdbc:sqlserver://");
        String server = (host == null) ? "" : host.replaceAll("[\\[\\]]", "");
        boolean ipv6 = server.indexOf(':') >= 0;
        if (!ipv6) {
            url.append(server);
        }
        // the port of a named instance comes from the server, unless one is given
        if (port != null) {
            url.append(ipv6 ? ";portNumber=" : ":").append(port);
        } else if (server.indexOf('\\') < 0) {
            url.append(ipv6 ? ";portNumber=" : ":").append(SqlDialect.SQLSERVER.defaultPort());
        }
        if (ipv6) {
            url.append(";serverName=").append(server);
        }
        if (!database.isEmpty()) {
            url.append(";databaseName=").append(ParameterSyntax.BRACES.encode(database));
        }
        return url.toString();
    }

    private static String oracle(String address, String database, Map<String, String> query) {
        @Nullable String sid = query.get("sid");
        if (sid != null) {
            return "jdbc:oracle:thin:@" + address + ":" + sid;
        }
        return "jdbc:oracle:thin:@//" + address + "/" + query.getOrDefault("service_name", database);
    }

    /** SQLite reads the parameters of a {@code file:} name out of the name alone. */
    private static String sqliteUri(String database, Map<String, String> query) {
        if (!database.startsWith("file:")) {
            return "";
        }
        Map<String, String> uri = new LinkedHashMap<>(query);
        uri.keySet().retainAll(InMemoryDatabases.SQLITE_URI_PARAMETERS);
        StringBuilder parameters = new StringBuilder();
        uri.forEach((key, value) -> parameters
                .append(parameters.isEmpty() ? '?' : '&')
                .append(key)
                .append('=')
                .append(UrlEncoding.encode(value)));
        return parameters.toString();
    }

    private static String h2(@Nullable String host, String address, String database) {
        if (host != null) {
            return "jdbc:h2:tcp://" + address + "/" + database;
        }
        if (database.isEmpty() || database.equals(MEMORY)) {
            return "jdbc:h2:mem:";
        }
        // H2 wants relative names to say that they are
        boolean plain = database.matches("[^/\\\\~.:].*") && !database.matches("(?i)[a-z]+:.*");
        return "jdbc:h2:" + (plain ? "./" : "") + database;
    }

    private static String h2Settings(Map<String, String> query) {
        StringBuilder settings = new StringBuilder();
        query.forEach((key, value) -> {
            if (!SecretNames.isSecret(key)) {
                settings.append(';').append(key).append('=').append(ParameterSyntax.BACKSLASHES.encode(value));
            }
        });
        return settings.toString();
    }
}
