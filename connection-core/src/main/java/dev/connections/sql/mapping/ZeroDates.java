package dev.connections.sql.mapping;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** Reads {@code 0000-00-00} of MySQL and MariaDB, which MariaDB's driver reads as null and Connector/J rejects. */
final class ZeroDates {

    private static final String REMEDY = ". Use nullif(column, 0), or cast(column as char)";

    private ZeroDates() {}

    /**
     * Makes sure that a value that was read as null is null.
     *
     * @param column counted from 0
     * @return null
     * @throws DateTimeException if it is a zero date
     */
    static <T> @Nullable T refuse(ResultSet rs, int column) throws SQLException {
        String text = rs.getString(column + 1);
        if (text != null) {
            throw new DateTimeException("'" + text + "' is no date" + REMEDY);
        }
        return null;
    }

    /** Returns the message of a failure to read a value, with a remedy if Connector/J has refused a zero date. */
    static String explain(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("Zero date value") ? message + REMEDY : message;
    }
}
