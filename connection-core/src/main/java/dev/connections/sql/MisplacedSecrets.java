package dev.connections.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the grammar of a dialect's URLs takes for something else than the secret that was meant: parameters of another dialect's
 * grammar, a second password, and the rest of a secret that holds a separator. Drivers would repeat it in their messages.
 */
final class MisplacedSecrets {

    private static final Pattern PARAMETER = Pattern.compile("([?;&])\\s*([\\w.-]+)\\s*=");

    private static final Pattern AFTER_SECRET = Pattern.compile("(?<=[?&;])([^=&;?]+)=[^&;]*[&;](?=([^=&;]+))");

    private static final Pattern USER_INFO = Pattern.compile("(?s)[^/?;#]*//([^/?;#@:]+):?([^/?;#]*)@.*");

    private MisplacedSecrets() {}

    /** Why a JDBC URL cannot be taken, without a word of it; {@code null} if it can. */
    static @Nullable String inJdbcUrl(SqlDialect dialect, String url) {
        return switch (dialect) {
            case ORACLE, DUCKDB, OTHER -> null;
            default -> obstacle(dialect, url, JdbcParameters.of(dialect));
        };
    }

    /** The same for a URL such as {@code postgresql://host/database}. */
    static @Nullable String inShortUrl(SqlDialect dialect, String url) {
        return obstacle(dialect, url, JdbcParameters.QUERY);
    }

    private static @Nullable String obstacle(SqlDialect dialect, String url, JdbcParameters syntax) {
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
            afterSecret = JdbcUrlSecrets.isSecret(name);
        }
        return null;
    }

    /** Whether a text has a parameter, and more than a path or a value with {@code =} in it. */
    private static boolean isOfOtherGrammar(String text, char own) {
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            if (parameter.group(1).charAt(0) != own
                    && (isUser(parameter.group(2)) || JdbcUrlSecrets.isSecret(parameter.group(2)))) {
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
            info.put("user", PercentCoding.decode(matcher.group(1)));
            if (!matcher.group(2).isEmpty()) {
                info.put("password", PercentCoding.decode(matcher.group(2)));
            }
        }
        return info;
    }

    /** The names of parameters that may be the rest of a secret, because it stands before them. */
    static Set<String> namesAfterSecrets(String url) {
        Set<String> names = new HashSet<>();
        Matcher matcher = AFTER_SECRET.matcher(url);
        while (matcher.find()) {
            if (JdbcUrlSecrets.isSecret(matcher.group(1).strip())) {
                names.add(matcher.group(2).strip());
            }
        }
        return names;
    }
}
