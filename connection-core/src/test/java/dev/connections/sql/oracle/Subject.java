package dev.connections.sql.oracle;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.util.function.Supplier;

/** A database and the driver that reaches it. */
enum Subject {
    H2(TestDatabases::h2, "cast(%s as varchar)", "array[%s]"),
    POSTGRESQL(TestDatabases::postgres, "cast(%s as text)", "array[%s]"),
    MARIADB(TestDatabases::mariadb, "cast(%s as char)", ""),
    MYSQL(TestDatabases::mysql, "cast(%s as char)", ""),
    SQLITE(TestDatabases::sqlite, "cast(%s as text)", ""),
    DUCKDB(TestDatabases::duckdb, "cast(%s as varchar)", "[%s]");

    private final Supplier<TestDatabase> database;
    private final String text;
    private final String array;

    Subject(Supplier<TestDatabase> database, String text, String array) {
        this.database = database;
        this.text = text;
        this.array = array;
    }

    /** A new, empty database. */
    TestDatabase database() {
        return database.get();
    }

    /** The SQL expression for the server's text of an expression. */
    String text(String expression) {
        return text.formatted(expression);
    }

    /** Whether the database has arrays. */
    boolean hasArrays() {
        return !array.isEmpty();
    }

    /** The SQL expression for an array with one element. */
    String arrayOf(String expression) {
        return array.formatted(expression);
    }
}
