package dev.connections.sql.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.springframework.util.ClassUtils;

/** Extensions of PostgreSQL's driver beyond JDBC, if the driver's own connection can be unwrapped. */
public final class PostgresDriver {

    private static final boolean PRESENT =
            ClassUtils.isPresent("org.postgresql.jdbc.PgResultSet", PostgresDriver.class.getClassLoader());

    private PostgresDriver() {}

    /**
     * Returns whether a statement was not executed because a table has changed since it was prepared. The driver
     * prepares it again when it is executed the next time.
     */
    public static boolean isStalePlan(Throwable failure) {
        if (PRESENT) {
            for (Throwable each = failure; each != null; each = each.getCause()) {
                if (each instanceof PSQLException ex && ex.getServerErrorMessage() != null) {
                    // its SQL state, 0A000, is that of many errors
                    return "RevalidateCachedQuery"
                            .equals(ex.getServerErrorMessage().getRoutine());
                }
            }
        }
        return false;
    }

    /**
     * Cancels what runs on the connection of a statement. The statement itself would do so only until its first rows
     * are there, and not while it fetches more of them.
     */
    static void cancel(Statement statement) throws SQLException {
        if (!cancel(statement.getConnection())) {
            statement.cancel();
        }
    }

    /**
     * Returns the number of the process that serves a connection, as the server has told the driver; 0 if it cannot be
     * reached.
     */
    public static long backendId(Connection connection) throws SQLException {
        return (PRESENT && connection.isWrapperFor(PGConnection.class))
                ? connection.unwrap(PGConnection.class).getBackendPID()
                : 0;
    }

    /**
     * Cancels what runs on a connection, for which the driver needs no credentials. @return whether it is one of that
     * driver
     */
    public static boolean cancel(Connection connection) throws SQLException {
        if (!PRESENT || !connection.isWrapperFor(PGConnection.class)) {
            return false;
        }
        connection.unwrap(PGConnection.class).cancelQuery();
        return true;
    }
}
