package dev.connections.snowflake.driver;

import dev.connections.credentials.Credentials;
import dev.connections.sql.dialect.SnowflakeDriver;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.url.SqlTarget;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * The account and the session parameters of a connection. Immutable. {@link #toString()} shows no secret.
 *
 * <p>The URL is that of the driver, {@code jdbc:snowflake://host/?…}, that of the account, {@code https://host}, or
 * {@code snowflake://user:secret@account/database/schema?warehouse=…&role=…}. The other parts supply what it omits.
 *
 * @param url the URL, or {@code null}
 * @param account the account identifier, such as {@code myorg-myaccount}, or the name of its host
 * @param host the host, if it is not that of the account; may have a port, and the prefix {@code http://} for no
 *     TLS
 * @param session the session parameters, by the driver's names: database, schema, warehouse, role and others
 */
public record SnowflakeAddress(
        @Nullable String url, @Nullable String account, @Nullable String host, Map<String, String> session) {

    private static final String HTTP = "http://";

    private static final String DOMAIN = ".snowflakecomputing.com";

    private static final String CHINA = ".snowflakecomputing.cn";

    public SnowflakeAddress {
        url = blankToNull(url);
        account = blankToNull(account);
        host = blankToNull(host);
        Map<String, String> given = new LinkedHashMap<>();
        session.forEach((name, value) -> {
            if (blankToNull(value) != null) {
                given.put(name, value);
            }
        });
        session = Map.copyOf(given);
    }

    /**
     * Validates the address and the presence of a driver. Reports the property, relative to the connection, and a
     * sentence without secrets and without its full stop.
     */
    public void check(BiConsumer<String, String> problems) {
        resolve(problems);
    }

    /**
     * Returns the target for the driver.
     *
     * @throws IllegalArgumentException if the address is invalid; the message lists all problems
     */
    public SqlTarget target() {
        Map<String, String> problems = new LinkedHashMap<>();
        @Nullable SqlTarget target = resolve(problems::putIfAbsent);
        if (target == null || !problems.isEmpty()) {
            throw new IllegalArgumentException(problems.entrySet().stream()
                    .map(problem -> "'" + problem.getKey() + "' " + problem.getValue())
                    .collect(Collectors.joining("; ")));
        }
        return target;
    }

    /** Returns the credentials in the URL; {@link Credentials#none()} if there are none, or the URL is invalid. */
    public Credentials credentials() {
        @Nullable SnowflakeUrl parsed = (url == null) ? null : SnowflakeUrl.parse(url, problem -> {});
        return (parsed == null) ? Credentials.none() : parsed.credentials();
    }

    /**
     * Returns the names of the settings in the URL, by the driver's names in lower case; {@code account} and {@code
     * host} if it has a host. Empty if there is no valid URL.
     */
    public Set<String> urlParameterNames() {
        @Nullable SnowflakeUrl parsed = (url == null) ? null : SnowflakeUrl.parse(url, problem -> {});
        Set<String> said = new TreeSet<>();
        if (parsed != null) {
            parsed.properties().keySet().forEach(name -> said.add(name.toLowerCase(Locale.ROOT)));
            if (parsed.host() != null) {
                said.addAll(Set.of("account", "host"));
            }
        }
        return Set.copyOf(said);
    }

    /**
     * Returns the parameters of the URL that may have no effect, because it is unknown whether the driver supports
     * them. Session parameters are recognized in upper case.
     */
    public Set<String> uncheckedParameters() {
        @Nullable SnowflakeUrl parsed = (url == null) ? null : SnowflakeUrl.parse(url, problem -> {});
        Set<String> unchecked = new TreeSet<>();
        if (parsed != null) {
            unchecked.addAll(parsed.properties().keySet());
            unchecked.removeIf(SnowflakeDriver::isKnown);
        }
        return unchecked;
    }

    private @Nullable SqlTarget resolve(BiConsumer<String, String> problems) {
        SqlDialect dialect = SqlDialect.SNOWFLAKE;
        if (!ClassUtils.isPresent(String.valueOf(dialect.driverClassName()), null)) {
            problems.accept(
                    (url != null) ? "url" : "type",
                    "needs the JDBC driver of snowflake, which is not on the class path: add the dependency "
                            + dialect.driverCoordinates());
            return null;
        }
        @Nullable
        SnowflakeUrl parsed =
                (url == null) ? null : SnowflakeUrl.parse(url, problem -> problems.accept("url", problem));
        if (url != null && parsed == null) {
            return null;
        }
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (parsed != null) {
            properties.putAll(parsed.properties());
        }
        session.forEach((name, value) -> {
            @Nullable String other = properties.put(name, value);
            if (other != null && !other.equalsIgnoreCase(value)) {
                problems.accept(
                        name.toLowerCase(Locale.ROOT).replace('_', '-'),
                        "contradicts the 'url', which says '" + other + "': keep one of them");
            }
        });
        @Nullable String named = (account != null) ? account : properties.get("account");
        @Nullable String server = (host != null) ? host : (parsed != null) ? parsed.host() : null;
        if (server == null && named == null) {
            problems.accept("account", "is missing: write the account identifier, such as myorg-myaccount");
            return null;
        }
        boolean full = host != null || (parsed != null && parsed.full());
        if (server != null) {
            if (server.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
                properties.putIfAbsent("ssl", "off");
            }
            server = server.replaceFirst("(?i)^https?://", "").replaceFirst("/$", "");
        }
        String address = full ? server : hostOf((server != null) ? server : named);
        if (!address.matches("[A-Za-z0-9._-]+(:\\d{1,5})?")) {
            problems.accept(
                    (host != null) ? "host" : (server != null) ? "url" : "account",
                    "is no name of an account or a host");
            return null;
        }
        properties.put("account", accountOf((named != null) ? named : address));
        return new SqlTarget(
                dialect, "jdbc:snowflake://" + address + "/", properties, credentials(), dialect.driverClassName());
    }

    /** Names with an underscore are no names of hosts: Snowflake takes a hyphen for it there. */
    private static String hostOf(String text) {
        String bare = text.replaceFirst("(?i)^https?://", "").replaceFirst("/.*$", "");
        return (bare.indexOf('.') >= 0 && isHost(bare)) || bare.indexOf(':') >= 0 || bare.equals("localhost")
                ? bare
                : bare.replace('_', '-') + DOMAIN;
    }

    private static boolean isHost(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith(DOMAIN) || lower.endsWith(CHINA) || lower.matches("[\\d.]+") || lower.endsWith(".local");
    }

    private static String accountOf(String text) {
        String bare = text.replaceFirst("(?i)^https?://", "").replaceFirst("[:/].*$", "");
        String lower = bare.toLowerCase(Locale.ROOT);
        return (lower.endsWith(DOMAIN) || lower.endsWith(CHINA)) ? bare.substring(0, bare.indexOf('.')) : bare;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return (text == null || text.isBlank()) ? null : text.strip();
    }

    @Override
    public String toString() {
        return "SnowflakeAddress[" + ((account != null) ? account : host) + "]";
    }
}
