package dev.connections.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * What a stream holds at the database, closed once: by the stream, at its last row, or, when it was forgotten, after the
 * garbage collector found it.
 */
final class OpenCursor {

    private static final Logger logger = LoggerFactory.getLogger(OpenCursor.class);

    private final String task;

    private final String sql;

    private final SqlDialect dialect;

    private final BorrowedConnection borrowed;

    private final PreparedStatement statement;

    private final ResultSet rows;

    private final boolean autoCommitSwitchedOff;

    private boolean closed;

    OpenCursor(
            SqlExecutor executor,
            String sql,
            BorrowedConnection borrowed,
            PreparedStatement statement,
            ResultSet rows,
            boolean autoCommitSwitchedOff) {
        this.task = executor.errors().task();
        this.sql = sql;
        this.dialect = executor.dialect();
        this.borrowed = borrowed;
        this.statement = statement;
        this.rows = rows;
        this.autoCommitSwitchedOff = autoCommitSwitchedOff;
    }

    ResultSet rows() {
        return rows;
    }

    /** @param exhausted whether the last row was read */
    synchronized void close(boolean exhausted) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!exhausted) {
                stopServer();
            }
            JdbcUtils.closeResultSet(rows);
            JdbcUtils.closeStatement(statement);
            endTransaction(borrowed, dialect, autoCommitSwitchedOff);
        } catch (SQLException ex) {
            logger.debug("{}: a stream did not end properly", task, ex);
        } finally {
            borrowed.close();
        }
    }

    /** These drivers read all rows that are left when a result is closed; a cancelled statement has none. */
    private void stopServer() throws SQLException {
        if (dialect == SqlDialect.MARIADB || dialect == SqlDialect.MYSQL) {
            statement.cancel();
        }
    }

    /** Puts the JDBC connection back to how the pool gave it. */
    static void endTransaction(BorrowedConnection borrowed, SqlDialect dialect, boolean autoCommitSwitchedOff)
            throws SQLException {
        if (borrowed.inTransaction()) {
            return;
        }
        borrowed.commit();
        if (autoCommitSwitchedOff) {
            borrowed.jdbc().setAutoCommit(true);
        }
        if (dialect == SqlDialect.H2) {
            StreamedQuery.lazyExecution(borrowed.jdbc(), false);
        }
    }

    /** For a stream that nobody can close any more. */
    void abandoned() {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        logger.warn("{}: a stream was never closed; use try-with-resources. SQL [{}]", task, sql);
        close(false);
    }
}
