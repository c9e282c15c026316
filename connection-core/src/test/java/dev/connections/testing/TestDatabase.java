package dev.connections.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * A database of a test's own. It starts empty, and nobody else uses it.
 *
 * @param jdbcUrl the whole JDBC URL, without credentials
 * @param host the server's host; empty for a database without a server
 * @param port the server's port; 0 for a database without a server
 * @param database the name of the database, or the path of its file
 * @param username who may do everything in it; empty if the database knows no users
 * @param password the password, which the server checks; empty if the database knows no users
 */
public record TestDatabase(String jdbcUrl, String host, int port, String database, String username, String password) {

    static TestDatabase onServer(String scheme, String database, int port, String username, String password) {
        String url = "jdbc:%s://127.0.0.1:%d/%s".formatted(scheme, port, database);
        return new TestDatabase(url, "127.0.0.1", port, database, username, password);
    }

    static TestDatabase embedded(String jdbcUrl, String database) {
        return new TestDatabase(jdbcUrl, "", 0, database, "", "");
    }

    /** Opens a connection that no pool owns. */
    public Connection connect() throws SQLException {
        return username.isEmpty()
                ? DriverManager.getConnection(jdbcUrl)
                : DriverManager.getConnection(jdbcUrl, username, password);
    }

    /** Runs statements on a connection that no pool owns. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The product, as it stands in the URL: {@code postgresql}. */
    public String product() {
        return jdbcUrl.split(":", 3)[1].toLowerCase(Locale.ROOT);
    }

    /** The product: what a parameterized test shows. */
    @Override
    public String toString() {
        return product();
    }
}
