package dev.connections.sql;

import java.lang.ref.Cleaner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Spliterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * A query whose rows are read as they come. Each driver has a switch of its own for that: PostgreSQL's sends portions only
 * inside a transaction, MySQL's only with the smallest fetch size there is, H2 in the same process computes rows one by one
 * only when told to.
 */
final class StreamedQuery {

    private static final Cleaner CLEANER = Cleaner.create();

    private final SqlExecutor executor;

    private final String sql;

    private final BoundSql bound;

    private final long timeout;

    private final int fetchSize;

    private final int maxRows;

    StreamedQuery(SqlExecutor executor, String sql, BoundSql bound, long timeout, int fetchSize, int maxRows) {
        this.executor = executor;
        this.sql = sql;
        this.bound = bound;
        this.timeout = timeout;
        this.fetchSize = fetchSize;
        this.maxRows = maxRows;
    }

    <T> Stream<T> stream(Class<T> rowType) {
        OpenCursor cursor = executor.observed(sql, this::open);
        StreamedRows<T> rows;
        try {
            rows = new StreamedRows<>(
                    cursor,
                    RowReader.forType(
                            rowType, cursor.rows(), sql, executor.options().conversionService()),
                    executor.errors(),
                    sql);
        } catch (SQLException ex) {
            cursor.close(false);
            throw executor.errors().translate(sql, ex);
        } catch (InvalidDataAccessApiUsageException ex) {
            cursor.close(false);
            throw executor.errors().unreadable(ex);
        } catch (Throwable ex) {
            cursor.close(false);
            throw ex;
        }
        // Closing may wait for a server, so the cleaner's thread leaves it to another.
        CLEANER.register(rows, () -> StatementWatch.SHARED.runAside(cursor::abandoned));
        // The handler keeps the rows reachable as long as the stream is, even when they are all read.
        return StreamSupport.stream((Spliterator<T>) rows, false).onClose(rows::close);
    }

    private OpenCursor open() {
        BorrowedConnection borrowed = null;
        PreparedStatement statement = null;
        boolean switchedOff = false;
        try {
            borrowed = executor.borrow();
            switchedOff = prepareConnection(borrowed);
            statement = borrowed.jdbc()
                    .prepareStatement(bound.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            statement.setFetchSize(streamingFetchSize());
            if (maxRows != 0) {
                statement.setMaxRows(maxRows);
            }
            executor.bind(statement, sql, bound.values());
            ResultSet rows = executor.watched(statement, sql, timeout, statement::executeQuery);
            return new OpenCursor(executor, sql, borrowed, statement, rows, switchedOff);
        } catch (SQLException ex) {
            giveBack(borrowed, statement, switchedOff);
            throw executor.errors().translate(sql, ex);
        } catch (Throwable ex) {
            giveBack(borrowed, statement, switchedOff);
            throw ex;
        }
    }

    private void giveBack(@Nullable BorrowedConnection borrowed, @Nullable Statement statement, boolean switchedOff) {
        if (borrowed == null) {
            return;
        }
        JdbcUtils.closeStatement(statement);
        try {
            OpenCursor.endTransaction(borrowed, executor.dialect(), switchedOff);
        } catch (SQLException ignored) {
            // The failure that led here is the one to report; the pool checks what it gets back.
        } finally {
            borrowed.close();
        }
    }

    /** Whether autocommit was switched off. */
    private boolean prepareConnection(BorrowedConnection borrowed) throws SQLException {
        if (borrowed.inTransaction()) {
            return false;
        }
        Connection jdbc = borrowed.jdbc();
        if (executor.dialect() == SqlDialect.POSTGRESQL && jdbc.getAutoCommit()) {
            jdbc.setAutoCommit(false);
            return true;
        }
        if (executor.dialect() == SqlDialect.H2) {
            lazyExecution(jdbc, true);
        }
        return false;
    }

    static void lazyExecution(Connection jdbc, boolean lazy) throws SQLException {
        try (Statement set = jdbc.createStatement()) {
            set.execute("set lazy_query_execution " + (lazy ? 1 : 0));
        }
    }

    private int streamingFetchSize() {
        if (executor.dialect() == SqlDialect.MYSQL) {
            return Integer.MIN_VALUE;
        }
        return (fetchSize != 0) ? fetchSize : SqlOptions.DEFAULT_STREAM_FETCH_SIZE;
    }
}
