package dev.connections.sql.execution;

import dev.connections.sql.dialect.SqlDialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * Reads the results of a statement. A single query has one; a procedure or a text of several statements may have any
 * number of result sets and update counts. The first result set is the result. The others are discarded, so that none
 * of them is left on the connection.
 */
final class StatementResults {

    /** The drivers that leave further results on the connection. */
    private static final Set<SqlDialect> SEVERAL =
            Set.of(SqlDialect.MYSQL, SqlDialect.MARIADB, SqlDialect.SQLSERVER, SqlDialect.OTHER);

    private StatementResults() {}

    /**
     * Executes a statement that may give no rows.
     *
     * @return {@code null} if it is a call without a result set
     * @throws InvalidDataAccessApiUsageException if another statement gave no result set
     */
    static @Nullable ResultSet execute(PreparedStatement statement, boolean call) throws SQLException {
        long changed = 0;
        boolean rows = statement.execute();
        while (!rows) {
            int count = statement.getUpdateCount();
            if (count == -1) {
                break;
            }
            changed += count;
            rows = statement.getMoreResults();
            if (!rows && changed == count && statement.getUpdateCount() == count) {
                // a driver that does not count results down
                break;
            }
        }
        if (rows) {
            return statement.getResultSet();
        }
        if (call) {
            return null;
        }
        throw new InvalidDataAccessApiUsageException("the statement returned no rows. It was executed, and changed "
                + changed + " rows. Use update(), or add a returning clause");
    }

    /** Discards all results that are left. */
    static void discard(Statement statement, SqlDialect dialect) throws SQLException {
        if (SEVERAL.contains(dialect)) {
            while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                // closes each of them
            }
        }
    }
}
