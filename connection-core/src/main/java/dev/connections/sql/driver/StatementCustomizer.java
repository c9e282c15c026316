package dev.connections.sql.driver;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Something that a driver is told about each statement, however the application came by it: through the handle, a template, a
 * repository or JPA. Safe for use by several threads.
 */
@FunctionalInterface
public interface StatementCustomizer {

    /** Tells nothing. */
    StatementCustomizer NONE = statement -> {};

    /**
     * Called on the thread that makes the statement, before it is used.
     *
     * @param statement the driver's own
     */
    void customize(Statement statement) throws SQLException;
}
