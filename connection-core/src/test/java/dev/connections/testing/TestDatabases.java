package dev.connections.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Databases for tests: each call gives a fresh, empty one. The servers run on free ports from their first use until the
 * JVM ends, with their data in the temporary directory.
 */
public final class TestDatabases {

    /** Who owns the databases on the servers. */
    public static final String USERNAME = "tester";

    /** Password of {@link #USERNAME}. The servers check it, so that a test can be refused. */
    public static final String PASSWORD = "correct-horse";

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private TestDatabases() {}

    /** A database on the PostgreSQL server, which is started if need be. */
    public static TestDatabase postgres() {
        String database = freshName();
        return TestDatabase.onServer(
                "postgresql", database, PostgresServer.portAfterCreating(database), USERNAME, PASSWORD);
    }

    /** A database on the MariaDB server, which is started if need be. */
    public static TestDatabase mariadb() {
        String database = freshName();
        return TestDatabase.onServer(
                "mariadb", database, MariaDbServer.portAfterCreating(database), USERNAME, PASSWORD);
    }

    /** A database on the MariaDB server, reached by MySQL's driver. */
    public static TestDatabase mysql() {
        String database = freshName();
        return TestDatabase.onServer("mysql", database, MariaDbServer.portAfterCreating(database), USERNAME, PASSWORD);
    }

    /** An H2 database in memory that lives as long as the JVM. */
    public static TestDatabase h2() {
        String database = freshName();
        return TestDatabase.embedded("jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1", database);
    }

    /** A SQLite database in a temporary file. */
    public static TestDatabase sqlite() {
        Path file = freshDirectory().resolve("test.db");
        return TestDatabase.embedded("jdbc:sqlite:" + file, file.toString());
    }

    /** A DuckDB database in a temporary file. */
    public static TestDatabase duckdb() {
        Path file = freshDirectory().resolve("test.duckdb");
        return TestDatabase.embedded("jdbc:duckdb:" + file, file.toString());
    }

    static Path freshDirectory() {
        try {
            Path directory = Files.createTempDirectory("connections-test-");
            TemporaryDirectories.deleteAtExit(directory);
            return directory;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static IllegalStateException failed(String what, SQLException cause) {
        return new IllegalStateException(what, cause);
    }

    private static String freshName() {
        return "test_" + COUNTER.incrementAndGet();
    }
}
