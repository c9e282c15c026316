package dev.connections.sql.url;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.SecretNames;
import dev.connections.sql.dialect.SqlDialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes user, password and other secrets from a JDBC URL, because drivers and pools repeat URLs in their messages. A
 * URL that may still contain user information afterwards is rejected.
 *
 * @param url the URL without them
 * @param credentials user and password
 * @param secrets the other secrets, by the driver's names for them
 * @param parameters the parameters that the URL still has, decoded
 */
record JdbcUrlSecrets(
        String url, Credentials credentials, Map<String, String> secrets, Map<String, String> parameters) {

    /**
     * The parameters of drivers that are not known, wherever they stand: {@code ?a=b&c=d}, {@code ;a=b}, {@code :a=b;}.
     */
    private static final Pattern ANY_PARAMETER = Pattern.compile(
            "(?<=[?&])([\\w.-]+)=((?:[^&;]|;(?![\\w.-]+=))*)[&;]?|(?<=[;:])([\\w.-]+)=(\\{[^}]*}|[^;]*);?"
                    + "|(?<=[,/])([\\w.-]+)=((?:[^,;?&]|[;?&](?![\\w.-]+=))*),?");

    /** All that comes before the last {@code @} between {@code //} and the path. */
    private static final Pattern AUTHORITY = Pattern.compile("(?s)([^/?;#]*//)([^/?;#]*)@");

    private static final Pattern ORACLE = Pattern.compile("(?is)(jdbc:oracle:[a-z0-9]+:)(.*)");

    private static final Pattern QUOTED_OR_PLAIN = Pattern.compile("(?s)(\"[^\"]*\"|[^/\"]*)(?:/(\"[^\"]*\"|.*))?");

    /** Key-value forms of the hosts of MySQL and MariaDB, and the descriptors of Oracle. */
    private static final Pattern DESCRIBED_SECRET =
            Pattern.compile("(?i)[(,]\\s*(user|[\\w.]*(password|pwd|secret|token)\\w*)\\s*=");

    private static final String ENCODE = "; characters such as '@', '/', ':', '?' and '#' in a user name, password or"
            + " database must be percent-encoded ('@' is %40, '/' is %2F), or set 'username' and 'password' instead";

    /**
     * @param problems takes what is wrong with the URL, without a word of it
     * @return {@code null} if there is a problem
     */
    static @Nullable JdbcUrlSecrets of(SqlDialect dialect, String url, Consumer<String> problems) {
        JdbcUrlSecrets parsed =
                switch (dialect) {
                    case ORACLE -> oracle(url);
                    case DUCKDB, OTHER -> withUserInfo(url, JdbcUrlSecrets::scanned);
                    case H2 -> withUserInfo(url, rest -> parameters(dialect, rest, ParameterSyntax.BACKSLASHES));
                    case SQLSERVER -> withUserInfo(url, rest -> parameters(dialect, rest, ParameterSyntax.BRACES));
                    case POSTGRESQL, SQLITE, SNOWFLAKE, MYSQL, MARIADB ->
                        withUserInfo(url, rest -> parameters(dialect, rest, ParameterSyntax.QUERY));
                };
        @Nullable String misplaced = MisplacedSecrets.inJdbcUrl(dialect, url, parsed);
        @Nullable String problem = (misplaced != null) ? misplaced : obstacle(dialect, parsed);
        if (problem != null) {
            problems.accept(problem);
            return null;
        }
        return parsed;
    }

    /** The URL without its parameters and user information. */
    static String masked(String url) {
        String bare = url.split("[?;]", 2)[0];
        // the descriptors of Oracle and the key-value forms of MySQL may hold anything
        int parenthesis = bare.indexOf('(');
        bare = (parenthesis < 0) ? bare : bare.substring(0, parenthesis) + "(…)";
        int at = bare.lastIndexOf('@');
        int slashes = bare.indexOf("//");
        return (slashes >= 0 && at > slashes) ? bare.substring(0, slashes + 2) + bare.substring(at + 1) : bare;
    }

    private static JdbcUrlSecrets parameters(SqlDialect dialect, String url, ParameterSyntax syntax) {
        int first = url.indexOf(syntax.start());
        if (first < 0) {
            return new JdbcUrlSecrets(url, Credentials.none(), Map.of(), Map.of());
        }
        @Nullable String user = null;
        @Nullable String password = null;
        Map<String, String> secrets = new LinkedHashMap<>();
        Map<String, String> others = new LinkedHashMap<>();
        List<String> kept = new ArrayList<>();
        for (String parameter : syntax.split(url.substring(first + 1))) {
            int equals = parameter.indexOf('=');
            String key = ((equals < 0) ? parameter : parameter.substring(0, equals)).strip();
            String written = (equals < 0) ? "" : parameter.substring(equals + 1);
            // MariaDB's driver takes a + as it is
            String value = (dialect == SqlDialect.MARIADB) ? UrlEncoding.decode(written) : syntax.decode(written);
            if (key.equalsIgnoreCase("user") || (dialect == SqlDialect.SQLSERVER && key.equalsIgnoreCase("userName"))) {
                user = value;
            } else if (key.equalsIgnoreCase("password")
                    || (dialect == SqlDialect.SQLSERVER && key.equalsIgnoreCase("pwd"))) {
                password = value;
            } else if (SecretNames.isSecret(key)) {
                secrets.put(key, value);
            } else {
                kept.add(parameter);
                if (!key.isEmpty()) {
                    others.put(key, value);
                }
            }
        }
        String rest = String.join(String.valueOf(syntax.separator()), kept);
        String bare = url.substring(0, first);
        return new JdbcUrlSecrets(
                rest.isEmpty() ? bare : bare + syntax.start() + rest, Credentials.of(user, password), secrets, others);
    }

    /**
     * What is not a secret stays as it stands, so that a driver with an unknown grammar gets what it would have got.
     */
    private static JdbcUrlSecrets scanned(String url) {
        @Nullable String user = null;
        @Nullable String password = null;
        Map<String, String> secrets = new LinkedHashMap<>();
        Map<String, String> others = new LinkedHashMap<>();
        StringBuilder rest = new StringBuilder();
        int slashes = url.indexOf("//");
        Matcher matcher = ANY_PARAMETER.matcher(url).region(Math.max(slashes, 0), url.length());
        matcher.useTransparentBounds(true);
        int from = 0;
        while (matcher.find()) {
            int group = (matcher.group(1) != null) ? 1 : (matcher.group(3) != null) ? 3 : 5;
            String key = matcher.group(group);
            String value = matcher.group(group + 1);
            value = (group == 1) ? UrlEncoding.decodeForm(value) : ParameterSyntax.BRACES.decode(value);
            if (key.equalsIgnoreCase("user")) {
                user = value;
            } else if (key.equalsIgnoreCase("password")) {
                password = value;
            } else if (SecretNames.isSecret(key)) {
                secrets.put(key, value);
            } else {
                others.put(key, value);
                continue;
            }
            rest.append(url, from, matcher.start());
            from = matcher.end();
        }
        rest.append(url, from, url.length());
        // where a colon starts the parameters, each of them ends in a semicolon
        String bare =
                rest.toString().replaceFirst(rest.toString().matches(".*:[\\w.]+=.*") ? "[?&,:]$" : "[?&;,:]$", "");
        return new JdbcUrlSecrets((from == 0) ? url : bare, Credentials.of(user, password), secrets, others);
    }

    /** Parameters win over user information. */
    private static JdbcUrlSecrets withUserInfo(String url, Function<String, JdbcUrlSecrets> parameters) {
        Matcher authority = AUTHORITY.matcher(url);
        // several servers, each with users of their own, are refused afterwards
        if (!authority.lookingAt() || authority.group(2).matches("(?s).*@.*,.*|.*,.*@.*|.*\\(.*")) {
            return parameters.apply(url);
        }
        String[] userAndSecret = authority.group(2).split(":", 2);
        String user = UrlEncoding.decode(userAndSecret[0]);
        @Nullable String password = (userAndSecret.length > 1) ? UrlEncoding.decode(userAndSecret[1]) : null;
        JdbcUrlSecrets rest = parameters.apply(authority.group(1) + url.substring(authority.end()));
        Credentials own = rest.credentials;
        return new JdbcUrlSecrets(
                rest.url,
                Credentials.of(
                        (own.user() != null || user.isEmpty()) ? own.user() : user,
                        (own.secret() != null) ? own.secret() : password),
                rest.secrets,
                rest.parameters);
    }

    /** {@code jdbc:oracle:thin:user/"secret"@address}, in which the address begins after the last {@code @}. */
    private static JdbcUrlSecrets oracle(String url) {
        Matcher matcher = ORACLE.matcher(url);
        if (!matcher.matches()) {
            return parameters(SqlDialect.ORACLE, url, ParameterSyntax.QUERY);
        }
        String rest = matcher.group(2);
        int at = lastAtBeforeAddress(rest);
        JdbcUrlSecrets parsed = parameters(
                SqlDialect.ORACLE, matcher.group(1) + rest.substring(Math.max(at, 0)), ParameterSyntax.QUERY);
        Matcher userInfo = QUOTED_OR_PLAIN.matcher(rest.substring(0, Math.max(at, 0)));
        // jdbc:oracle:thin:/@host takes both from a wallet
        if (at < 1 || !userInfo.matches() || userInfo.group(1).isEmpty()) {
            return (at < 1 || rest.startsWith("/@"))
                    ? new JdbcUrlSecrets(
                            matcher.group(1)
                                    + rest.substring(0, Math.max(at, 0))
                                    + parsed.url.substring(matcher.group(1).length()),
                            parsed.credentials,
                            parsed.secrets,
                            parsed.parameters)
                    : parsed;
        }
        @Nullable String secret = userInfo.group(2);
        return new JdbcUrlSecrets(
                parsed.url,
                Credentials.of(unquoted(userInfo.group(1)), (secret == null) ? null : unquoted(secret)),
                parsed.secrets,
                parsed.parameters);
    }

    private static int lastAtBeforeAddress(String rest) {
        Matcher address = Pattern.compile("@(?=//|[a-zA-Z]{3,5}://|\\(|[\\w.\\[\\]:/-]*(\\?|$))")
                .matcher(rest);
        int at = -1;
        while (address.find()) {
            at = address.start();
        }
        return at;
    }

    private static String unquoted(String text) {
        return (text.length() > 1 && text.startsWith("\"") && text.endsWith("\""))
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private static @Nullable String obstacle(SqlDialect dialect, JdbcUrlSecrets parsed) {
        String bare = parsed.url.split("[?;]", 2)[0];
        if (DESCRIBED_SECRET.matcher(bare).find()) {
            return "has a user or a secret in the description of a host: set 'username' and 'password' instead";
        }
        if (dialect == SqlDialect.ORACLE) {
            return (bare.indexOf('@') != bare.lastIndexOf('@')) ? "has more than one '@'" + ENCODE : null;
        }
        if (dialect == SqlDialect.OTHER && bare.matches(".*[^/:]@.*")) {
            return "has an '@' in an unexpected place" + ENCODE;
        }
        boolean server = dialect.needsServer() || bare.matches("(?i)jdbc:h2:(tcp|ssl):.*");
        if (!server) {
            return null;
        }
        if (bare.indexOf('@') >= 0) {
            return "has an '@' in an unexpected place" + ENCODE;
        }
        if (bare.indexOf('#') >= 0 || (dialect == SqlDialect.MYSQL && parsed.url.indexOf('#') >= 0)) {
            return "has a '#', which must be percent-encoded (%23)";
        }
        if (parsed.parameters.keySet().stream().anyMatch(name -> !name.matches("[\\w.$-]+"))) {
            return "has a parameter with an invalid name" + ENCODE;
        }
        int slashes = bare.indexOf("//");
        String authority = (slashes < 0) ? "" : bare.substring(slashes + 2).split("/", 2)[0];
        boolean plain = authority.matches("[^(\\[]*|\\[[0-9A-Fa-f:.%]*].*") && dialect != SqlDialect.SNOWFLAKE;
        return (plain && !authority.isEmpty() && HostAndPort.parse(authority, dialect) == null)
                ? "has an invalid host or port" + ENCODE
                : null;
    }

    @Override
    public String toString() {
        return masked(url);
    }
}
