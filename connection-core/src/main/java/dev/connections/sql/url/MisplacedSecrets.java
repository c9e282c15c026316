package dev.connections.sql.url;

import dev.connections.credentials.SecretNames;
import dev.connections.sql.dialect.SqlDialect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in places where the URL grammar of a dialect does not expect them. Parameters of another dialect's
 * grammar, a second password, and the rest of a secret that contains a separator. Drivers would repeat them in
 * messages.
 */
final class MisplacedSecrets {

    private static final Pattern PARAMETER = Pattern.compile("([?;&])\\s*([\\w.-]+)\\s*=");

    private static final Pattern AFTER_SECRET = Pattern.compile("(?<=[?&;])([^=&;?]+)=[^&;]*[&;](?=([^=&;]+))");

    private static final Pattern USER_INFO = Pattern.compile("(?s)[^/?;#]*//([^/?;#@:]+):?([^/?;#]*)@.*");

    /** A name and a value anywhere, as far as the value is no literal of SQL. */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?<![\\w.-])([\\w.-]+)\\s*=(?!\\s*')|(?<=[?&;,#(\\s])([\\w.-]+)\\s*:(?!\\s*')");

    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");

    /** A secret, and something without {@code =} that the grammar takes for another parameter. */
    private static final Pattern REST_OF_SECRET = Pattern.compile(
            "[?&]\\s*([\\w.-]+)=[^&]*&[^=&]+(?=&|$)|[;:]\\s*([\\w.-]+)=(?:\\{[^}]*}|[^;]*);[^=;]+(?=;|$)");

    /** User information in the value of a parameter, and instead of one. */
    private static final Pattern NESTED_USER_INFO = Pattern.compile(
            "://[^/?#@\\s]*:[^/?#@\\s]*@|=[^@&;]*:[^@&;]*@|[?&;][^=&;]*@|;[^=;?&#]*[:/][^=;?&#]*(?:;|$)");

    /** User information in the name of a file; a single letter is a drive. */
    private static final Pattern FILE_USER_INFO = Pattern.compile("[^/:\\\\]{2,}:[^:\\\\]+@");

    private static final Pattern ORACLE_USER_INFO =
            Pattern.compile("(?is)jdbc:oracle:(?:thin|oci8?|kprb):(?:@.*|/@.*|[^@/].*@.*|)");

    private MisplacedSecrets() {}

    /** Returns why a JDBC URL is rejected, without any part of it; {@code null} if it is accepted. */
    static @Nullable String inJdbcUrl(SqlDialect dialect, String url, JdbcUrlSecrets parsed) {
        return switch (dialect) {
            case ORACLE, DUCKDB, OTHER -> leftOver(dialect, url, parsed);
            default -> obstacle(dialect, url, ParameterSyntax.of(dialect));
        };
    }

    /** For grammars that are not known in full: nothing that is left may look like a secret. */
    private static @Nullable String leftOver(SqlDialect dialect, String url, JdbcUrlSecrets parsed) {
        if (dialect == SqlDialect.ORACLE) {
            @Nullable String obstacle = inOracleUrl(url, parsed);
            if (obstacle != null) {
                return obstacle;
            }
        }
        @Nullable String user = parsed.credentials().user();
        if (hasSecret(parsed.url()) || (user != null && hasSecret(user))) {
            return "has a secret in an unexpected place: set 'username', 'password' or 'properties' instead";
        }
        Matcher rest = REST_OF_SECRET.matcher(url);
        while (rest.find()) {
            if (SecretNames.isSecret((rest.group(1) != null) ? rest.group(1) : rest.group(2))) {
                return "has something without '=' after a secret: a separator in a secret must be encoded";
            }
        }
        return NESTED_USER_INFO.matcher(parsed.url()).find()
                        || (dialect == SqlDialect.DUCKDB
                                && FILE_USER_INFO
                                        .matcher(parsed.url().substring("jdbc:duckdb:".length()))
                                        .find())
                ? "has user information in an unexpected place: set 'username' and 'password' instead"
                : null;
    }

    private static @Nullable String inOracleUrl(String url, JdbcUrlSecrets parsed) {
        if (!ORACLE_USER_INFO.matcher(url).matches()) {
            return "does not begin as Oracle's URLs do: write jdbc:oracle:thin:@//host:1521/service, and set 'username'"
                    + " and 'password' instead of user information";
        }
        @Nullable String user = parsed.credentials().user();
        if (user != null && user.matches("(?s)@.*|.*[:/].*")) {
            return "has a user with ':', '/' or '@' in it: set 'username' and 'password' instead";
        }
        return (parsed.url().split("\\?", 2)[0].indexOf(';') >= 0)
                ? "has parameters in another place than the URLs of oracle, where they begin with '?'"
                : null;
    }

    private static boolean isSecretOrUser(String name) {
        return name.equalsIgnoreCase("user") || SecretNames.isSecret(name);
    }

    private static boolean hasSecret(String text) {
        return Stream.of(text, UrlEncoding.decode(text)).anyMatch(each -> {
            Matcher assignment = ASSIGNMENT.matcher(LITERAL.matcher(each).replaceAll("''"));
            // user and password have been taken out where the grammar has them
            while (assignment.find()) {
                @Nullable String name = assignment.group(1);
                if (isSecretOrUser((name != null) ? name : assignment.group(2))) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Returns the same for a URL such as {@code postgresql://host/database}. */
    static @Nullable String inShortUrl(SqlDialect dialect, String url) {
        return obstacle(dialect, url, ParameterSyntax.QUERY);
    }

    private static @Nullable String obstacle(SqlDialect dialect, String url, ParameterSyntax syntax) {
        int first = url.indexOf(syntax.start());
        if (isOfOtherGrammar((first < 0) ? url : url.substring(0, first), syntax.start())) {
            return "has parameters in another place than the URLs of " + dialect.id() + ", where they begin with '"
                    + syntax.start() + "'";
        }
        if (first < 0) {
            return null;
        }
        Map<String, String> seen = userInfo(url);
        boolean afterSecret = false;
        for (String parameter : syntax.split(url.substring(first + 1))) {
            int equals = parameter.indexOf('=');
            String name = ((equals < 0) ? parameter : parameter.substring(0, equals)).strip();
            String value = (equals < 0) ? "" : parameter.substring(equals + 1);
            if (afterSecret && equals < 0 && !name.isEmpty()) {
                return "has something without '=' after a secret: a '" + syntax.separator()
                        + "' in a secret must be encoded";
            }
            if (!value.startsWith("{") && isOfOtherGrammar(value, syntax.separator())) {
                return "has parameters that are not separated by '" + syntax.separator() + "', as those of "
                        + dialect.id() + " are";
            }
            String key = isUser(name) ? "user" : name.toLowerCase(Locale.ROOT);
            if (key.equals("user") || key.equals("password")) {
                String decoded = syntax.decode(value);
                String other = seen.put(key, decoded);
                if (other != null && !other.equals(decoded)) {
                    return "says the " + key + " twice: keep one of them";
                }
            }
            afterSecret = SecretNames.isSecret(name);
        }
        return null;
    }

    /** Returns whether a text has a parameter, and more than a path or a value with {@code =} in it. */
    private static boolean isOfOtherGrammar(String text, char own) {
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            if (parameter.group(1).charAt(0) != own
                    && (isUser(parameter.group(2)) || SecretNames.isSecret(parameter.group(2)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUser(String name) {
        return name.equalsIgnoreCase("user") || name.equalsIgnoreCase("userName");
    }

    private static Map<String, String> userInfo(String url) {
        Map<String, String> info = new HashMap<>();
        Matcher matcher = USER_INFO.matcher(url);
        if (matcher.matches()) {
            info.put("user", UrlEncoding.decode(matcher.group(1)));
            if (!matcher.group(2).isEmpty()) {
                info.put("password", UrlEncoding.decode(matcher.group(2)));
            }
        }
        return info;
    }

    /** Returns the names of parameters that may be the rest of a secret, because it stands before them. */
    static Set<String> namesAfterSecrets(String url) {
        Set<String> names = new HashSet<>();
        Matcher matcher = AFTER_SECRET.matcher(url);
        while (matcher.find()) {
            if (SecretNames.isSecret(matcher.group(1).strip())) {
                names.add(matcher.group(2).strip());
            }
        }
        return names;
    }
}
