package dev.connections.sql.dialect;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * In-memory databases of this JVM. All physical connections of a pool must reach the same data, while the drivers
 * create a database for each connection unless it has a name.
 */
public final class InMemoryDatabases {

    /** The parameters that SQLite reads out of a {@code file:} name. */
    public static final Set<String> SQLITE_URI_PARAMETERS =
            Set.of("mode", "cache", "vfs", "immutable", "nolock", "psow", "modeof");

    private static final AtomicLong COUNT = new AtomicLong();

    private InMemoryDatabases() {}

    /** Returns whether the database of this URL is gone when nothing is connected to it any more. */
    public static boolean isInMemory(String jdbcUrl) {
        String url = jdbcUrl.toLowerCase(Locale.ROOT);
        return url.startsWith("jdbc:h2:mem:") || isInMemorySqlite(url) || isInMemoryDuckDb(url);
    }

    /**
     * Returns the same database under a name that no other connection has, if it has none yet.
     *
     * @param connectionName a part of the name, for those who meet it in a message
     */
    public static String named(String jdbcUrl, String connectionName) {
        String name = connectionName.replaceAll("\\W", "_");
        String url = jdbcUrl.toLowerCase(Locale.ROOT);
        int parameters = parametersStart(jdbcUrl);
        String bare = url.substring(0, parameters);
        String rest = jdbcUrl.substring(parameters);
        return switch (bare) {
            case "jdbc:h2:mem:" -> "jdbc:h2:mem:" + unique(name) + rest;
            case "jdbc:duckdb:", "jdbc:duckdb::memory:", "jdbc:duckdb:memory:" ->
                "jdbc:duckdb:memory:" + unique(name) + rest;
            // SQLite's shared cache answers any contention with an error at once; its memdb waits, as with a file
            case "jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:file::memory:" ->
                "jdbc:sqlite:file:/" + unique(name) + "?vfs=memdb" + (rest.isEmpty() ? "" : "&" + rest.substring(1));
            default -> jdbcUrl;
        };
    }

    private static int parametersStart(String url) {
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) == ';' || url.charAt(i) == '?') {
                return i;
            }
        }
        return url.length();
    }

    private static String unique(String name) {
        return name + "_" + COUNT.incrementAndGet();
    }

    private static boolean isInMemorySqlite(String url) {
        return url.startsWith("jdbc:sqlite:")
                && (url.matches("jdbc:sqlite:(\\?.*)?")
                        || url.contains(":memory:")
                        || url.contains("mode=memory")
                        || url.contains("vfs=memdb"));
    }

    private static boolean isInMemoryDuckDb(String url) {
        return url.matches("jdbc:duckdb:([;?].*)?")
                || url.startsWith("jdbc:duckdb::memory:")
                || url.startsWith("jdbc:duckdb:memory:");
    }
}
