package dev.connections.sql.url;

import dev.connections.NearestName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.SecretNames;
import dev.connections.sql.dialect.InMemoryDatabases;
import dev.connections.sql.dialect.SqlDialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves an address to the target of the driver, and collects every problem on the way. */
final class AddressResolver {

    private final SqlAddress address;

    private final BiConsumer<String, String> problems;

    /** The parameters that are left for the driver, with the properties that have them. */
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private boolean failed;

    AddressResolver(SqlAddress address, BiConsumer<String, String> problems) {
        this.address = address;
        this.problems = problems;
    }

    /** Returns the target, or {@code null} when a problem was reported that leaves none. */
    @Nullable
    SqlTarget target() {
        @Nullable String url = address.url();
        @Nullable SqlTarget target = (url == null) ? ofParts() : ofUrl(url);
        if (address.port() != null && !HostAndPort.isPort(address.port())) {
            problem("port", "must be between 1 and 65535");
        }
        return (target == null || failed) ? null : withDriver(target);
    }

    /** Returns the parameters that the driver may ignore, with the properties that have them. */
    Map<String, String> unchecked() {
        @Nullable SqlTarget target = target();
        if (target != null && !failed) {
            parameters.keySet().removeIf(KnownParameters.of(target));
        }
        return parameters;
    }

    private @Nullable SqlTarget ofUrl(String url) {
        int colon = url.indexOf(':');
        String scheme = (colon < 0) ? "" : url.substring(0, colon);
        if (scheme.equalsIgnoreCase("jdbc")) {
            return ofJdbcUrl("jdbc" + url.substring(colon));
        }
        Optional<SqlDialect> dialect = SqlDialect.of(scheme);
        if (dialect.isEmpty()) {
            // without a scheme this may be anything, a password included
            boolean nameable = scheme.matches("[A-Za-z][A-Za-z0-9+._-]{0,30}") && url.startsWith("//", colon + 1);
            problem(
                    "url",
                    nameable
                            ? unknownDialect(scheme)
                            : "is not a URL: it must start with jdbc: or with the "
                                    + "name of a dialect and ://, such as postgresql://host/database");
            return null;
        }
        if (!SqlUrl.isHierarchical(url) || (dialect.get() == SqlDialect.SQLSERVER && url.indexOf(';') >= 0)) {
            return ofJdbcUrl("jdbc:" + dialect.get().id() + url.substring(colon));
        }
        @Nullable String misplaced = MisplacedSecrets.inShortUrl(dialect.get(), url);
        if (misplaced != null) {
            problem("url", misplaced);
            return null;
        }
        @Nullable SqlUrl parsed = SqlUrl.parse(dialect.get(), url, problem -> problem("url", problem));
        if (parsed == null) {
            return null;
        }
        contradiction("dialect", address.dialect(), dialect.get().id());
        contradiction("host", address.host(), parsed.host());
        contradiction("port", address.port(), parsed.port());
        contradiction("database", address.database(), parsed.database());
        return ofParts(
                reachable(dialect.get()),
                (parsed.host() == null) ? address.host() : parsed.host(),
                (parsed.port() == null) ? address.port() : parsed.port(),
                (parsed.database() == null) ? address.database() : parsed.database(),
                merged(parsed.query()),
                parsed.credentials());
    }

    private @Nullable SqlTarget ofJdbcUrl(String url) {
        SqlDialect written = SqlDialect.ofJdbcUrl(url);
        contradiction("dialect", address.dialect(), written.id());
        whole("host", address.host());
        whole("port", address.port());
        whole("database", address.database());
        SqlDialect dialect = reachable(written);
        String spelled =
                (dialect == written) ? url : url.replaceFirst("(?i)^jdbc:" + written.id(), "jdbc:" + dialect.id());
        @Nullable JdbcUrlSecrets secrets = JdbcUrlSecrets.of(dialect, spelled, problem -> problem("url", problem));
        if (secrets == null) {
            return null;
        }
        Map<String, String> query = new LinkedHashMap<>(address.query());
        Credentials credentials = credentials(secrets.credentials(), query);
        Map<String, String> parameters = new LinkedHashMap<>(secrets.parameters());
        Map<String, String> properties = new LinkedHashMap<>(secrets.secrets());
        properties.putAll(tls(dialect, true, parameters));
        parameters.keySet().forEach(name -> known(dialect, "url", name));
        properties.putAll(translated(dialect, query));
        String jdbcUrl = (parameters.size() == secrets.parameters().size())
                ? secrets.url()
                : ParameterSyntax.of(dialect).retain(secrets.url(), parameters.keySet());
        return new SqlTarget(dialect, jdbcUrl, properties, credentials, null);
    }

    private @Nullable SqlTarget ofParts() {
        @Nullable String name = address.dialect();
        Optional<SqlDialect> dialect = (name == null) ? Optional.empty() : SqlDialect.of(name);
        if (name == null) {
            problem("url", "is missing: write a URL, or the parts 'dialect', 'host', 'port' and 'database'");
        } else if (dialect.isEmpty()) {
            problem("dialect", unknownDialect(name));
        } else if (address.database() == null
                && dialect.get() != SqlDialect.MYSQL
                && dialect.get() != SqlDialect.MARIADB
                && dialect.get() != SqlDialect.SQLSERVER
                && !isOracleServiceGiven(dialect.get(), address.query())) {
            problem(
                    "database",
                    dialect.get().needsServer()
                            ? "is missing: name the database"
                            : "is missing: name the file of the database, or ':memory:'");
        }
        return dialect.map(known -> ofParts(
                        reachable(known),
                        address.host(),
                        address.port(),
                        address.database(),
                        address.query(),
                        Credentials.none()))
                .orElse(null);
    }

    private @Nullable SqlTarget ofParts(
            SqlDialect dialect,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String database,
            Map<String, String> parameters,
            Credentials userInfo) {
        Map<String, String> query = new LinkedHashMap<>(parameters);
        Credentials credentials = credentials(userInfo, query);
        boolean inUrl = address.url() != null;
        if (dialect.needsServer() && host == null) {
            problem(inUrl ? "url" : "host", inUrl ? "names no host" : "is missing: name the server of the database");
        } else if (!dialect.needsServer() && dialect != SqlDialect.H2 && host != null) {
            problem(
                    inUrl ? "url" : "host",
                    "names a host, which " + dialect.id() + " does not have: write "
                            + (inUrl
                                    ? dialect.id() + ":///file for a relative and " + dialect.id()
                                            + ":////directory/file for an absolute file name"
                                    : "the file name as 'database'"));
        } else if (host != null && HostAndPort.parse(bracketed(host), dialect) == null) {
            problem("host", "is not the name or address of a host");
        }
        if (inUrl && dialect == SqlDialect.ORACLE && database == null && !isOracleServiceGiven(dialect, query)) {
            problem("url", "names no service: write oracle://host:1521/service");
        }
        checkName(dialect, (inUrl && address.database() == null) ? "url" : "database", database);
        if (dialect == SqlDialect.ORACLE) {
            Stream.of("service_name", "sid").forEach(name -> checkName(dialect, placeOf(name), query.get(name)));
        }
        Map<String, String> properties = translated(dialect, query);
        if (failed) {
            return null;
        }
        String url = JdbcUrlBuilder.of(dialect, host, port, database, query);
        if (dialect == SqlDialect.H2) {
            properties.keySet().removeIf(key -> !SecretNames.isSecret(key));
        } else if (dialect == SqlDialect.SQLITE && url.indexOf('?') >= 0) {
            properties.keySet().removeAll(InMemoryDatabases.SQLITE_URI_PARAMETERS);
        }
        return new SqlTarget(dialect, url, properties, credentials, null);
    }

    /** What stands behind a separator would be settings for the driver, and the database another one. */
    private void checkName(SqlDialect dialect, String property, @Nullable String database) {
        if (database != null) {
            JdbcUrlBuilder.separator(dialect, database)
                    .ifPresent(separator -> problem(
                            property,
                            "names a database with '" + separator + "', where the driver of " + dialect.id()
                                    + " ends the name: write parameters as 'query', and rename such a database"));
        }
    }

    private SqlTarget withDriver(SqlTarget target) {
        @Nullable String named = address.driverClassName();
        SqlDialect dialect = target.dialect();
        if (named != null) {
            if (!JdbcDrivers.isPresent(named)) {
                problem("driver-class-name", "is " + named + ", which is not on the class path");
            }
            return with(target, dialect, target.jdbcUrl(), named);
        }
        if (dialect == SqlDialect.OTHER) {
            if (!JdbcDrivers.accepts(target.jdbcUrl())) {
                problem("url", unknownDriver(target.jdbcUrl()));
            }
            return target;
        }
        if (JdbcDrivers.isPresent(dialect.driverClassName())) {
            return with(target, dialect, target.jdbcUrl(), dialect.driverClassName());
        }
        problem(
                address.url() != null ? "url" : "dialect",
                "needs the JDBC driver of " + dialect.id() + ", which is not on the class path: add the dependency "
                        + dialect.driverCoordinates());
        return target;
    }

    /**
     * Returns the dialect whose driver is there: MariaDB's driver speaks to MySQL's servers, and the other way round.
     */
    private SqlDialect reachable(SqlDialect dialect) {
        SqlDialect sibling =
                switch (dialect) {
                    case MYSQL -> SqlDialect.MARIADB;
                    case MARIADB -> SqlDialect.MYSQL;
                    default -> dialect;
                };
        return (address.driverClassName() == null
                        && !JdbcDrivers.isPresent(dialect.driverClassName())
                        && JdbcDrivers.isPresent(sibling.driverClassName()))
                ? sibling
                : dialect;
    }

    private static SqlTarget with(SqlTarget target, SqlDialect dialect, String url, @Nullable String driverClassName) {
        return new SqlTarget(dialect, url, target.properties(), target.credentials(), driverClassName);
    }

    private Map<String, String> merged(Map<String, String> ofUrl) {
        Map<String, String> merged = new LinkedHashMap<>(ofUrl);
        address.query().forEach((key, value) -> {
            @Nullable String other = merged.put(key, value);
            if (other != null && !other.equals(value)) {
                problem("query." + key, "contradicts the 'url', which has another value for it: keep one of them");
            }
        });
        return merged;
    }

    /** Returns the driver's properties for parameters that may be those of other clients. */
    private Map<String, String> translated(SqlDialect dialect, Map<String, String> query) {
        Map<String, String> parameters = new LinkedHashMap<>(query);
        Map<String, String> tls = tls(dialect, false, parameters);
        Map<String, String> properties =
                ParameterTranslator.translate(dialect, parameters, (name, problem) -> parameter(name, problem));
        properties.forEach((name, value) -> known(dialect, placeOf(name), name));
        properties.putAll(tls);
        return properties;
    }

    private Map<String, String> tls(SqlDialect dialect, boolean jdbc, Map<String, String> parameters) {
        return TlsParameters.take(dialect, jdbc, parameters, this::parameter);
    }

    private void known(SqlDialect dialect, String property, String name) {
        parameters.put(name, property);
        @Nullable String named = address.driverClassName();
        if (named == null || named.equals(dialect.driverClassName())) {
            KnownParameters.obstacle(dialect, name)
                    .ifPresent(obstacle -> problem(
                            property,
                            mayBePartOfSecret(name)
                                    ? "has an unknown parameter after a secret: an '&' in a secret is written %26"
                                    : "has the parameter '" + name + "', " + obstacle));
        }
    }

    private boolean mayBePartOfSecret(String name) {
        @Nullable String url = address.url();
        return url != null && MisplacedSecrets.namesAfterSecrets(url).contains(name);
    }

    private void parameter(String name, String problem) {
        problem(placeOf(name), "has the parameter '" + name + "', which " + problem);
    }

    private String placeOf(String parameter) {
        return (address.url() == null || address.query().containsKey(parameter)) ? "query" : "url";
    }

    /** Removes user and password from the parameters, as libpq does. */
    private Credentials credentials(Credentials userInfo, Map<String, String> query) {
        @Nullable String user = userInfo.user();
        @Nullable String password = userInfo.secret();
        for (String name : List.copyOf(query.keySet())) {
            boolean isUser = name.equalsIgnoreCase("user");
            if (isUser || name.equalsIgnoreCase("password")) {
                String value = query.remove(name);
                @Nullable String other = isUser ? user : password;
                if (other != null && !other.equals(value)) {
                    problem(placeOf(name), "says the " + (isUser ? "user" : "password") + " twice: keep one of them");
                }
                user = isUser ? value : user;
                password = isUser ? password : value;
            }
        }
        return Credentials.of(user, password);
    }

    private static boolean isOracleServiceGiven(SqlDialect dialect, Map<String, String> query) {
        return dialect == SqlDialect.ORACLE && (query.containsKey("service_name") || query.containsKey("sid"));
    }

    private void contradiction(String property, @Nullable Object part, @Nullable Object inUrl) {
        if (part == null || inUrl == null || part.toString().equalsIgnoreCase(inUrl.toString())) {
            return;
        }
        if (!property.equals("dialect")
                || !Objects.equals(SqlDialect.of(part.toString()), SqlDialect.of(inUrl.toString()))) {
            problem(property, "contradicts the 'url', which says " + inUrl + ": keep one of them");
        }
    }

    private void whole(String property, @Nullable Object part) {
        if (part != null) {
            problem(property, "contradicts the 'url': a JDBC URL says it all, so leave '" + property + "' out");
        }
    }

    private static String bracketed(String host) {
        return (host.indexOf(':') >= 0 && host.indexOf(',') < 0 && !host.startsWith("[")) ? "[" + host + "]" : host;
    }

    private static String unknownDialect(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\+.*", "");
        return "names the unknown dialect '" + plain + "'"
                + NearestName.of(plain, SqlDialect.known().map(SqlDialect::id).toList())
                        .map(nearest -> ": did you mean '" + nearest + "'?")
                        .orElse(".")
                + " Known ones are " + SqlDialect.ids() + "; any other database needs a jdbc: URL";
    }

    private static String unknownDriver(String jdbcUrl) {
        String subprotocol = jdbcUrl.replaceFirst("(?i)^jdbc:", "").replaceFirst("(?s):.*", "");
        // anything else may be a secret in the wrong place
        boolean nameable = subprotocol.matches("[A-Za-z][A-Za-z0-9+._-]{0,30}");
        Optional<String> nearest = nameable
                ? SqlDialect.of(subprotocol)
                        .map(SqlDialect::id)
                        .or(() -> NearestName.of(
                                subprotocol,
                                SqlDialect.known().map(SqlDialect::id).toList()))
                : Optional.empty();
        return "is taken by no JDBC driver on the class path"
                + nearest.map(dialect -> ": did you mean 'jdbc:" + dialect + ":'? Otherwise")
                        .orElse(":")
                + " add the driver, and name its class by 'driver-class-name' if it does not register itself";
    }

    private void problem(String property, String problem) {
        failed = true;
        problems.accept(property, problem);
    }
}
