package dev.connections.sql.driver;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection that tells whether its server answers now, though {@link Connection#isValid} may know it from before. */
public interface UncachedValidation {

    /** Whether there is an answer within that many seconds. */
    boolean answers(int seconds) throws SQLException;

    /** Whether the server of any connection answers within that many seconds. */
    static boolean answers(Connection connection, int seconds) throws SQLException {
        return connection.isWrapperFor(UncachedValidation.class)
                ? connection.unwrap(UncachedValidation.class).answers(seconds)
                : connection.isValid(seconds);
    }
}
