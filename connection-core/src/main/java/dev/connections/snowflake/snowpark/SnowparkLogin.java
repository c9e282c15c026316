package dev.connections.snowflake.snowpark;

import com.snowflake.snowpark_java.Session;
import dev.connections.sql.driver.AttachedClient;
import java.io.PrintStream;
import java.security.PrivateKey;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Opens, asks and ends Snowpark's sessions, as far as Snowpark itself does it. Is loaded only where Snowpark is there.
 * Its calls wait as long as the driver does.
 */
final class SnowparkLogin {

    private static final String SUBPROTOCOL = "jdbc:snowflake://";

    static {
        keepStderr();
    }

    private SnowparkLogin() {}

    /**
     * When it is loaded Snowpark closes the standard error of the whole JVM, and puts the standard output in its place.
     */
    private static void keepStderr() {
        PrintStream stderr = System.err;
        PrintStream guard = new PrintStream(stderr, true) {

            @Override
            public void close() {
                flush();
            }
        };
        System.setErr(guard);
        try {
            Session.builder();
        } finally {
            if (System.err == guard || System.err == System.out) {
                System.setErr(stderr);
            }
        }
    }

    static Session open(AttachedClient.Account account) throws SQLException {
        Map<String, String> config = new HashMap<>();
        account.properties().forEach((name, value) -> config.put(name(name), text(value)));
        config.put("url", account.jdbcUrl().substring(SUBPROTOCOL.length()).replaceFirst("/.*", ""));
        return Session.builder().configs(config).create();
    }

    /** Snowpark has a name of its own for one of them. */
    private static String name(String property) {
        String name = property.toLowerCase(Locale.ROOT);
        return name.equals("database") ? "db" : name;
    }

    /** It takes text only; a key in PKCS #8. */
    private static String text(Object value) {
        return (value instanceof PrivateKey key)
                ? Base64.getEncoder().encodeToString(key.getEncoded())
                : value.toString();
    }

    /** Asks the server whether it knows the session. The driver renews what can be renewed. */
    static boolean isAlive(Session session, int seconds) throws SQLException {
        return session.jdbcConnection().isValid(seconds);
    }

    /** Cancels the running statements of a session, and closes it. */
    static void close(Session session) {
        session.close();
    }

    /** Closes the JDBC connection of a session that has expired or is unreachable. */
    static void drop(Session session) throws SQLException {
        session.jdbcConnection().close();
    }
}
