package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** MySQL's and MariaDB's {@code 0000-00-00}, which MariaDB's driver reads as null. */
final class ZeroDates {

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
            throw new DateTimeException("'" + text + "' is no date. Use nullif(column, 0), or cast(column as char)");
        }
        return null;
    }
}
