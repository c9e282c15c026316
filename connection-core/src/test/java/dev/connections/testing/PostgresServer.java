package dev.connections.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The PostgreSQL server of this JVM. Its library stops it when the JVM ends. */
final class PostgresServer {

    private static final EmbeddedPostgres SERVER = start();

    private PostgresServer() {}

    static int portAfterCreating(String database) {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database + " owner " + TestDatabases.USERNAME);
        } catch (SQLException ex) {
            throw TestDatabases.failed("No database could be created at the PostgreSQL server", ex);
        }
        return SERVER.getPort();
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPort(StablePort.next())
                    .setDataDirectory(TestDatabases.freshDirectory().resolve("data"))
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    // its sessions would be counted, and keep databases from being copied or dropped
                    .setServerConfig("autovacuum", "off")
                    .start();
            checkPasswords(server);
            return server;
        } catch (IOException ex) {
            throw new UncheckedIOException("The PostgreSQL server did not start", ex);
        } catch (SQLException ex) {
            throw TestDatabases.failed("The PostgreSQL server could not be set up", ex);
        }
    }

    /** Out of the box the server trusts everyone: then no test could be refused. */
    static void checkPasswords(EmbeddedPostgres server) throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role %s superuser login password '%s'"
                    .formatted(TestDatabases.USERNAME, TestDatabases.PASSWORD));
            try (ResultSet file = statement.executeQuery("show hba_file")) {
                file.next();
                Files.writeString(
                        Path.of(file.getString(1)),
                        """
                        local all all trust
                        host all postgres samehost trust
                        host all all samehost scram-sha-256
                        """);
            }
            statement.execute("select pg_reload_conf()");
        }
    }
}
