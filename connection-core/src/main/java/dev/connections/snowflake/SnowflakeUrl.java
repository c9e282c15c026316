package dev.connections.snowflake;

import dev.connections.credentials.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
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

    static @Nullable SnowflakeUrl parse(String url, Consumer<String> problems) {
        boolean jdbc = url.toLowerCase(Locale.ROOT).startsWith("jdbc:");
        String bare = jdbc ? url.substring("jdbc:".length()) : url;
        if (!bare.toLowerCase(Locale.ROOT).startsWith("snowflake://")) {
            problems.accept("is not one of Snowflake's: write jdbc:snowflake://host/?… or"
                    + " snowflake://user:secret@account/database/schema?warehouse=…&role=…");
            return null;
        }
        String rest = bare.substring("snowflake://".length());
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
            Credentials credentials = credentials(properties, (at < 0) ? null : authority.substring(0, at));
            String host = authority.substring(at + 1);
            return new SnowflakeUrl(
                    host.isEmpty() ? null : host, jdbc && host.indexOf('.') >= 0, credentials, properties);
        } catch (IllegalArgumentException ex) {
            // its message may quote a secret
            problems.accept(
                    "has a '%' that does not start a percent-encoded character; '@', '/', ':', '?' and '%' in a user"
                            + " name or password must be percent-encoded");
            return null;
        }
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
