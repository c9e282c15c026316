package dev.connections.snowflake.driver;

import dev.connections.credentials.Credentials;
import dev.connections.sql.url.SnowflakeDriver;
import dev.connections.sql.url.SqlDialect;
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
 * Which account a connection leads to, and what a session in it begins with. Immutable. {@link #toString()} shows no secret.
 *
 * <p>The URL is the driver's own, {@code jdbc:snowflake://host/?…}, that of the account, {@code https://host}, or
 * {@code snowflake://user:secret@account/database/schema?warehouse=…&role=…}. What it leaves out the other parts say.
 *
 * @param url the URL, or {@code null} if the parts say it
 * @param account the account identifier, such as {@code myorg-myaccount}, or the name of its host
 * @param host the host, where it is not the account's own; may end in a port, and begin with {@code http://} for one without TLS
 * @param session what a session begins with, by the driver's names: database, schema, warehouse, role, and its parameters
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
     * Reports everything that is wrong, a missing driver included: the property, relative to the connection, and a sentence
     * without secrets and without its full stop.
     */
    public void check(BiConsumer<String, String> problems) {
        resolve(problems);
    }

    /**
     * What the driver needs to find the account.
     *
     * @throws IllegalArgumentException if anything is wrong; the message tells all of it
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

    /** Who the URL says to open as; {@link Credentials#none()} if it does not, or cannot be read. */
    public Credentials credentials() {
        @Nullable SnowflakeUrl parsed = (url == null) ? null : SnowflakeUrl.parse(url, problem -> {});
        return (parsed == null) ? Credentials.none() : parsed.credentials();
    }

    /**
     * What the URL says, by the driver's names in lower case; {@code account} and {@code host} if it names a host. Empty if there is none
     * or it cannot be read.
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
     * The parameters of the URL of which nothing tells whether the driver knows them, so that they may have no effect. The parameters of a
     * session are recognized in upper case.
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
