package dev.connections.sql.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/**
 * Makes connections read-only. If the database can enforce it, its driver opens it read-only, or its session is set to
 * read-only, and {@link ReadOnlyConnection} only prevents that from being reset.
 */
public final class ReadOnlyMode {

    private ReadOnlyMode() {}

    /** Returns why read-only mode cannot be enforced, and what to do instead; empty if it can. */
    public static Optional<String> unsupportedReason(SqlDialect dialect, String jdbcUrl) {
        return switch (dialect) {
            case SQLSERVER, ORACLE, SNOWFLAKE, OTHER ->
                Optional.of("cannot be enforced for " + dialect.id()
                        + " by the client: remove it, and use a login that may only SELECT");
            case DUCKDB ->
                InMemoryDatabases.isInMemory(jdbcUrl)
                        ? Optional.of("cannot be enforced for a DuckDB database in memory: use a file, or remove it")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Returns the properties of the driver. They win over all others, because the URL must not override them. */
    public static Map<String, String> properties(SqlDialect dialect, String jdbcUrl) {
        return switch (dialect) {
            case POSTGRESQL -> Map.of("readOnly", "true", "readOnlyMode", "always");
            case SQLITE -> InMemoryDatabases.isInMemory(jdbcUrl) ? Map.of() : Map.of("open_mode", "1");
            case DUCKDB -> Map.of("access_mode", "READ_ONLY");
            case H2 -> isH2File(jdbcUrl) ? Map.of("ACCESS_MODE_DATA", "r") : Map.of();
            default -> Map.of();
        };
    }

    /** Switches the session of a physical connection and guards it. */
    public static Connection enforce(SqlDialect dialect, String jdbcUrl, Connection connection) throws SQLException {
        switch (dialect) {
            case POSTGRESQL -> connection.setReadOnly(true);
            case MYSQL, MARIADB -> execute(connection, "set session transaction read only");
            case SQLITE -> execute(connection, "pragma query_only = true");
            default -> {
                // the database is opened read-only, or the guard does it all
            }
        }
        boolean guardDoesIt = dialect == SqlDialect.H2 && !isH2File(jdbcUrl);
        return ReadOnlyConnection.of(connection, dialect.grammar(), guardDoesIt, isOpenedReadOnly(dialect, jdbcUrl));
    }

    /** Returns whether the engine itself cannot write, whatever is done with its connections. */
    private static boolean isOpenedReadOnly(SqlDialect dialect, String jdbcUrl) {
        return switch (dialect) {
            case SQLITE -> !InMemoryDatabases.isInMemory(jdbcUrl);
            case DUCKDB -> true;
            case H2 -> isH2File(jdbcUrl);
            default -> false;
        };
    }

    private static boolean isH2File(String jdbcUrl) {
        return !jdbcUrl.matches("(?i)jdbc:h2:(mem|tcp|ssl):.*");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
