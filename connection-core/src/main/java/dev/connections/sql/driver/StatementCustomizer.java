package dev.connections.sql.driver;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Customizes each statement before it is used, whether it was created by the handle, a template, a repository or JPA.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface StatementCustomizer {

    /** Changes nothing. */
    StatementCustomizer NONE = statement -> {};

    /**
     * Customizes a statement. Called on the thread that creates it, before it is used.
     *
     * @param statement the driver's own statement
     */
    void customize(Statement statement) throws SQLException;
}
