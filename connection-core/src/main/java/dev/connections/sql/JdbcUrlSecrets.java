package dev.connections.sql;

import dev.connections.credentials.Credentials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes user, password and other secrets out of a JDBC URL, because drivers and pools repeat URLs in their messages.
 *
 * @param url the URL without them
 * @param credentials user and password
 * @param properties the other secrets, by the driver's names for them
 */
record JdbcUrlSecrets(String url, Credentials credentials, Map<String, String> properties) {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(pass(word|wd|phrase)?|pwd|secret|token|private_?key.*)");

    private static final Pattern USER_INFO = Pattern.compile("(?i)(jdbc:[^/]*//)([^/?;@]*)@(.*)");

    private static final Pattern ORACLE_USER_INFO =
            Pattern.compile("(?i)(jdbc:oracle:[a-z0-9]+:)(\"[^\"]*\"|[^/@\"]*)/(\"[^\"]*\"|[^@\"]*)(@.*)");

    static JdbcUrlSecrets of(SqlDialect dialect, String url) {
        return switch (dialect) {
            case POSTGRESQL, SQLITE, SNOWFLAKE -> parameters(url, JdbcParameters.QUERY);
            case MYSQL, MARIADB -> userInfo(parameters(url, JdbcParameters.QUERY));
            case SQLSERVER -> parameters(url, JdbcParameters.BRACES);
            case H2 -> parameters(url, JdbcParameters.BACKSLASHES);
            case ORACLE -> oracleUserInfo(parameters(url, JdbcParameters.QUERY));
            case DUCKDB, OTHER -> new JdbcUrlSecrets(url, Credentials.none(), Map.of());
        };
    }

    /** The URL without its parameters and user information. */
    static String masked(String url) {
        String bare = url.split("[?;]", 2)[0];
        Matcher oracle = ORACLE_USER_INFO.matcher(bare);
        if (oracle.matches()) {
            return oracle.group(1) + oracle.group(4);
        }
        // the descriptors of Oracle and the key-value forms of MySQL may hold anything
        int parenthesis = bare.indexOf('(');
        bare = (parenthesis < 0) ? bare : bare.substring(0, parenthesis) + "(…)";
        int at = bare.lastIndexOf('@');
        int slashes = bare.indexOf("//");
        return (slashes >= 0 && at > slashes) ? bare.substring(0, slashes + 2) + bare.substring(at + 1) : bare;
    }

    /** Whether a parameter of this name holds a secret. */
    static boolean isSecret(String parameter) {
        return SECRET.matcher(parameter).matches();
    }

    private static JdbcUrlSecrets parameters(String url, JdbcParameters syntax) {
        int first = url.indexOf(syntax.start());
        if (first < 0) {
            return new JdbcUrlSecrets(url, Credentials.none(), Map.of());
        }
        List<String> kept = new ArrayList<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        @Nullable String user = null;
        @Nullable String password = null;
        for (String parameter : syntax.split(url.substring(first + 1))) {
            int equals = parameter.indexOf('=');
            String key = ((equals < 0) ? parameter : parameter.substring(0, equals)).strip();
            String value = (equals < 0) ? "" : syntax.decode(parameter.substring(equals + 1));
            if (key.equalsIgnoreCase("user") || (syntax == JdbcParameters.BRACES && key.equalsIgnoreCase("userName"))) {
                user = value;
            } else if (key.equalsIgnoreCase("password")) {
                password = value;
            } else if (isSecret(key)) {
                secrets.put(key, value);
            } else {
                kept.add(parameter);
            }
        }
        String rest = String.join(String.valueOf(syntax.separator()), kept);
        String bare = url.substring(0, first);
        return new JdbcUrlSecrets(
                rest.isEmpty() ? bare : bare + syntax.start() + rest, Credentials.of(user, password), secrets);
    }

    private static JdbcUrlSecrets userInfo(JdbcUrlSecrets parsed) {
        Matcher matcher = USER_INFO.matcher(parsed.url);
        if (!matcher.matches()) {
            return parsed;
        }
        String[] userInfo = matcher.group(2).split(":", 2);
        String user = PercentCoding.decode(userInfo[0]);
        @Nullable String password = (userInfo.length > 1) ? PercentCoding.decode(userInfo[1]) : null;
        return new JdbcUrlSecrets(
                matcher.group(1) + matcher.group(3), Credentials.of(user, password), parsed.properties);
    }

    private static JdbcUrlSecrets oracleUserInfo(JdbcUrlSecrets parsed) {
        Matcher matcher = ORACLE_USER_INFO.matcher(parsed.url);
        // jdbc:oracle:thin:/@host takes both from a wallet
        if (!matcher.matches() || matcher.group(2).isEmpty()) {
            return parsed;
        }
        String user = matcher.group(2).replace("\"", "");
        String password = matcher.group(3).replace("\"", "");
        return new JdbcUrlSecrets(
                matcher.group(1) + matcher.group(4), Credentials.of(user, password), parsed.properties);
    }

    @Override
    public String toString() {
        return masked(url);
    }
}
