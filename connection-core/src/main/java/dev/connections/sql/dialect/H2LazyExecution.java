package dev.connections.sql.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** H2's {@code LAZY_QUERY_EXECUTION}: rows are computed while they are read rather than before the first one. */
public final class H2LazyExecution {

    private static final String ON = "set lazy_query_execution 1";

    private static final String OFF = "set lazy_query_execution 0";

    private H2LazyExecution() {}

    public static void set(Connection jdbc, boolean lazy) throws SQLException {
        try (Statement set = jdbc.createStatement()) {
            set.execute(lazy ? ON : OFF);
        }
    }

    /**
     * Returns whether a statement is one of those by which the setting is set here, which change nothing in a database.
     */
    public static boolean isSetBy(String statement) {
        return statement.equals(ON) || statement.equals(OFF);
    }
}
