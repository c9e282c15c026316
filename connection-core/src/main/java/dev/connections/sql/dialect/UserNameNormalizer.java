package dev.connections.sql.dialect;

import dev.connections.credentials.UserNames;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Normalizes user names by the rules of a dialect: all spellings that log in as the same user have one normal form.
 */
final class UserNameNormalizer {

    /** The server compares no more of a name (NAMEDATALEN - 1). */
    private static final int POSTGRESQL_BYTES = 63;

    /** The server removes them before it looks for the user. */
    private static final Pattern MYSQL_QUOTED = Pattern.compile("'(.+)'", Pattern.DOTALL);

    /**
     * The driver splits a role such as {@code as sysdba} and a proxy client off the name. Both leave the password the
     * same.
     */
    private static final Pattern ORACLE_ADDITIONS =
            Pattern.compile("\\s+as\\s+\\w+\\s*$|\\[[^\\]]*]|\"", Pattern.CASE_INSENSITIVE);

    private UserNameNormalizer() {}

    static String canonical(SqlDialect dialect, String user) {
        String name = user.strip();
        return switch (dialect) {
            case POSTGRESQL -> UserNames.normalized(cut(name, POSTGRESQL_BYTES));
            case MYSQL, MARIADB ->
                UserNames.normalized(MYSQL_QUOTED.matcher(name).replaceFirst("$1"));
            case ORACLE -> UserNames.folded(ORACLE_ADDITIONS.matcher(name).replaceAll(""));
            default -> UserNames.folded(name);
        };
    }

    /** Returns the server cuts bytes, so that the end of the result may be part of a character. */
    private static String cut(String name, int bytes) {
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        return (encoded.length <= bytes) ? name : new String(encoded, 0, bytes, StandardCharsets.UTF_8);
    }
}
