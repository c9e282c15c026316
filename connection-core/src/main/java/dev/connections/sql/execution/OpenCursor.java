package dev.connections.sql.execution;

import dev.connections.sql.datasource.BorrowedConnection;
import dev.connections.sql.dialect.H2LazyExecution;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.dialect.StreamCancellation;
import dev.connections.sql.timeout.StatementWatchdog;
import dev.connections.sql.timeout.WatchedStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * The resources that a stream holds at the database. Closed once: by the stream, at its last row, or, if the stream was
 * never closed, after its garbage collection.
 */
final class OpenCursor {

    private static final Logger logger = LoggerFactory.getLogger(OpenCursor.class);

    /** PostgreSQL's SQL state, for want of one of the standard's. */
    private static final String QUERY_CANCELLED = "57014";

    private final SqlExecutor executor;

    private final String sql;

    private final BorrowedConnection borrowed;

    private final PreparedStatement statement;

    private final ResultSet rows;

    private final WatchedStream watch;

    private final boolean autoCommitSwitchedOff;

    private boolean closed;

    OpenCursor(
            SqlExecutor executor,
            String sql,
            BorrowedConnection borrowed,
            PreparedStatement statement,
            ResultSet rows,
            WatchedStream watch,
            boolean autoCommitSwitchedOff) {
        this.executor = executor;
        this.sql = sql;
        this.borrowed = borrowed;
        this.statement = statement;
        this.rows = rows;
        this.watch = watch;
        this.autoCommitSwitchedOff = autoCommitSwitchedOff;
    }

    ResultSet rows() {
        return rows;
    }

    /** Moves to the next row, if there is one. Until {@link #paused()} the database is taken to be waited for. */
    boolean next() throws SQLException {
        if (watch.reason() != null) {
            // It was too late for the driver to notice.
            throw new SQLException("The statement was cancelled", QUERY_CANCELLED);
        }
        reading();
        return rows.next();
    }

    /** Somebody waits for the database from now on. */
    void reading() {
        watch.reading();
    }

    /** The row has been read. The database is not waited for until the next one is requested. */
    void paused() {
        watch.paused();
    }

    /** Ends after a failure, and says what it was. */
    DataAccessException failed(SQLException ex) {
        SQLException masked = borrowed.masked(ex);
        close();
        try {
            return executor.errors().translate(sql, executor.cancelled(watch.reason(), sql, watch.timeout(), masked));
        } catch (DataAccessException cancelled) {
            return cancelled;
        }
    }

    /** Ends because of a row that does not become what is requested. */
    DataAccessException unreadable(DataAccessException ex) {
        DataAccessException masked = borrowed.masked(ex);
        close();
        return executor.errors().unreadable(masked);
    }

    /**
     * Ends it, unless that has been done.
     *
     * @param exhausted whether the last row was read
     * @throws SQLException also if what was done cannot be committed
     */
    synchronized void end(boolean exhausted) throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        StatementWatchdog.SHARED.release(watch);
        try {
            if (!exhausted) {
                stopServer();
            }
            JdbcUtils.closeResultSet(rows);
            if (exhausted) {
                StatementResults.discard(statement, executor.dialect());
            }
            JdbcUtils.closeStatement(statement);
            endTransaction(borrowed, executor.dialect(), autoCommitSwitchedOff);
        } finally {
            borrowed.close();
        }
    }

    /** Ends it before its last row, however badly. */
    void close() {
        try {
            end(false);
        } catch (SQLException ex) {
            logger.debug("{}: a stream did not end properly", executor.errors().task(), ex);
        }
    }

    /** These drivers read all rows that are left when a result is closed; a cancelled statement has none. */
    private void stopServer() throws SQLException {
        if (executor.dialect() == SqlDialect.MARIADB || executor.dialect() == SqlDialect.MYSQL) {
            StreamCancellation.request(statement, executor.dialect());
        }
    }

    /** Puts the JDBC connection back to how the pool gave it. */
    static void endTransaction(BorrowedConnection borrowed, SqlDialect dialect, boolean autoCommitSwitchedOff)
            throws SQLException {
        if (borrowed.inTransaction()) {
            return;
        }
        if (autoCommitSwitchedOff) {
            borrowed.jdbc().commit();
            borrowed.jdbc().setAutoCommit(true);
        } else {
            borrowed.commit();
        }
        if (dialect == SqlDialect.H2) {
            H2LazyExecution.set(borrowed.jdbc(), false);
        }
    }

    /** For a stream that can no longer be closed by its caller. */
    void abandoned() {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        logger.warn(
                "{}: a stream was never closed; use try-with-resources. SQL [{}]",
                executor.errors().task(),
                sql);
        close();
    }
}
