package dev.connections.sql.driver;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection whose {@link Connection#isValid} may return a cached result, and which can also ask the server. */
public interface UncachedValidation {

    /** Returns whether there is an answer within that many seconds. */
    boolean isValidNow(int seconds) throws SQLException;

    /** Returns whether the server of any connection isValidNow within that many seconds. */
    static boolean isValidNow(Connection connection, int seconds) throws SQLException {
        return connection.isWrapperFor(UncachedValidation.class)
                ? connection.unwrap(UncachedValidation.class).isValidNow(seconds)
                : connection.isValid(seconds);
    }
}
