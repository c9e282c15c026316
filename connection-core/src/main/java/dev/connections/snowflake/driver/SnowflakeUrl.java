package dev.connections.snowflake.driver;

import dev.connections.credentials.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * A URL taken apart.
 *
 * @param host the host, or an account as {@link SnowflakeAddress} takes it
 * @param full whether {@code host} is a whole name
 * @param credentials the user information, or the parameters {@code user}, {@code password} and {@code token}
 * @param properties all other parameters, and database and schema of the path
 */
record SnowflakeUrl(@Nullable String host, boolean full, Credentials credentials, Map<String, String> properties) {

    /** Groups: 1 snowflake without jdbc, 2 the protocol alone, 3 the protocol of the driver's URLs. */
    private static final Pattern START =
            Pattern.compile("(?i)(?:(?:jdbc:snowflake|(snowflake))://|(?=(https?)://))(?:(https?)://)?");

    private static final String ENCODE =
            "; '@', '/', ':', '?', '#' and '%' in a user name or password must be percent-encoded";

    static @Nullable SnowflakeUrl parse(String url, Consumer<String> problems) {
        Matcher start = START.matcher(url);
        if (!start.lookingAt()) {
            problems.accept("is not a Snowflake URL: write jdbc:snowflake://host/?…, https://host or"
                    + " snowflake://user:secret@account/database/schema?warehouse=…&role=…");
            return null;
        }
        boolean whole = start.group(1) == null;
        @Nullable String protocol = (start.group(3) != null) ? start.group(3) : start.group(2);
        String rest = url.substring(start.end());
        int question = rest.indexOf('?');
        String beforeQuery = (question < 0) ? rest : rest.substring(0, question);
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try {
            int slash = beforeQuery.indexOf('/');
            String authority = (slash < 0) ? beforeQuery : beforeQuery.substring(0, slash);
            int at = authority.lastIndexOf('@');
            path(properties, (slash < 0) ? "" : beforeQuery.substring(slash + 1), problems);
            if (question >= 0) {
                query(properties, rest.substring(question + 1));
            }
            if (!protocol(properties, protocol, problems)) {
                return null;
            }
            if (authority.indexOf('#') >= 0 || beforeQuery.indexOf('@', Math.max(slash, 0)) > slash && slash >= 0) {
                problems.accept("has an '@' or '#' in an unexpected place" + ENCODE);
                return null;
            }
            Credentials credentials = credentials(properties, (at < 0) ? null : authority.substring(0, at));
            String host = authority.substring(at + 1);
            return new SnowflakeUrl(
                    host.isEmpty() ? null : host,
                    protocol != null || (whole && host.indexOf('.') >= 0),
                    credentials,
                    properties);
        } catch (IllegalArgumentException ex) {
            // its message may quote a secret
            problems.accept("has a '%' that does not start a percent-encoded character" + ENCODE);
            return null;
        }
    }

    /** The protocol of the URL, or the {@code protocol} of Python's connector, as the driver's {@code ssl}. */
    private static boolean protocol(Map<String, String> properties, @Nullable String inUrl, Consumer<String> problems) {
        @Nullable String parameter = properties.remove("protocol");
        @Nullable String protocol = (parameter != null) ? parameter : inUrl;
        if (protocol == null) {
            return true;
        }
        boolean plain = protocol.equalsIgnoreCase("http");
        if (!plain && !protocol.equalsIgnoreCase("https")) {
            problems.accept("has a 'protocol' other than http and https");
            return false;
        }
        String ssl = plain ? "off" : "on";
        @Nullable String other = properties.get("ssl");
        if ((other != null && !other.equalsIgnoreCase(ssl)) || (inUrl != null && !inUrl.equalsIgnoreCase(protocol))) {
            problems.accept("says both http and https: keep one of them");
            return false;
        }
        if (plain) {
            properties.put("ssl", ssl);
        }
        return true;
    }

    private static void path(Map<String, String> properties, String path, Consumer<String> problems) {
        String[] parts = path.split("/");
        if (parts.length > 2) {
            problems.accept("has a path of more than a database and a schema");
        }
        if (parts.length > 0 && !parts[0].isEmpty()) {
            properties.put("database", decoded(parts[0]));
        }
        if (parts.length > 1) {
            properties.put("schema", decoded(parts[1]));
        }
    }

    private static void query(Map<String, String> properties, String query) {
        for (String parameter : query.split("&")) {
            String[] pair = parameter.split("=", 2);
            if (!pair[0].isEmpty()) {
                String name = decoded(pair[0]);
                properties.put(
                        name.equalsIgnoreCase("db") ? "database" : name,
                        (pair.length < 2) ? "" : decoded(pair[1].replace("+", " ")));
            }
        }
    }

    private static Credentials credentials(Map<String, String> properties, @Nullable String userInfo) {
        @Nullable String user = properties.remove("user");
        @Nullable String password = properties.remove("password");
        @Nullable String token = properties.remove("token");
        if (userInfo != null) {
            String[] parts = userInfo.split(":", 2);
            user = parts[0].isEmpty() ? user : decoded(parts[0]);
            password = (parts.length > 1) ? decoded(parts[1]) : password;
        }
        return Credentials.of(user, (password != null) ? password : token);
    }

    private static String decoded(String text) {
        return StringUtils.uriDecode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "SnowflakeUrl[" + host + "]";
    }
}
