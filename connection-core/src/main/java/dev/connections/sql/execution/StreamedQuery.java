package dev.connections.sql.execution;

import dev.connections.rows.Rows;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.datasource.BorrowedConnection;
import dev.connections.sql.dialect.H2LazyExecution;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.mapping.LimitedRows;
import dev.connections.sql.parameters.BoundSql;
import dev.connections.sql.timeout.StatementWatchdog;
import dev.connections.sql.timeout.WatchedStream;
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
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * A query whose rows are read as they come, and not first collected by the driver. Each driver has a switch of its own
 * for that: PostgreSQL's sends portions only
 * inside a transaction, MySQL's only with the smallest fetch size there is, H2 in the same process computes rows one
 * by one only when told to.
 */
final class StreamedQuery {

    private static final Cleaner CLEANER = Cleaner.create();

    private final SqlExecutor executor;

    private final String sql;

    private final BoundSql bound;

    private final StatementOptions options;

    StreamedQuery(SqlExecutor executor, String sql, BoundSql bound, StatementOptions options) {
        this.executor = executor;
        this.sql = sql;
        this.bound = bound;
        this.options = options;
    }

    /** @param mapper makes the mapper of the rows, given the result before its first row */
    <T extends @Nullable Object> Stream<T> stream(Mapper<T> mapper) {
        OpenCursor cursor = executor.observed(sql, this::open);
        StreamedRows<T> rows;
        try {
            rows = new StreamedRows<>(cursor, mapper.of(cursor.rows()));
        } catch (SQLException ex) {
            throw cursor.failed(ex);
        } catch (InvalidDataAccessApiUsageException ex) {
            throw cursor.unreadable(ex);
        } catch (Throwable ex) {
            cursor.close();
            throw ex;
        }
        // Closing may wait for a server, so the cleaner's thread leaves it to another.
        CLEANER.register(rows, () -> StatementWatchdog.SHARED.runInBackground(cursor::abandoned));
        // The handler keeps the rows reachable as long as the stream is, even when they are all read.
        return StreamSupport.stream((Spliterator<T>) rows, false).onClose(rows::close);
    }

    /** All rows, packed as they come: never is the whole result in memory in the driver's form too. */
    Rows rows() {
        return executor.observed(sql, this::readRows);
    }

    private Rows readRows() {
        OpenCursor cursor = open();
        try {
            cursor.reading();
            Rows rows = executor.rows(cursor.rows(), sql);
            cursor.end(true);
            return rows;
        } catch (SQLException ex) {
            throw cursor.failed(ex);
        } catch (InvalidDataAccessApiUsageException | DataRetrievalFailureException ex) {
            throw cursor.unreadable(ex);
        } catch (Throwable ex) {
            cursor.close();
            throw ex;
        }
    }

    private OpenCursor open() {
        BorrowedConnection borrowed = null;
        PreparedStatement statement = null;
        boolean switchedOff = false;
        try {
            borrowed = executor.borrow(executor.template(sql), !options.noRetry());
            switchedOff = prepareConnection(borrowed);
            statement = borrowed.jdbc()
                    .prepareStatement(bound.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            statement.setFetchSize(streamingFetchSize());
            if (options.maxRows() != 0) {
                statement.setMaxRows(options.maxRows());
            }
            executor.bind(statement, sql, bound.values());
            WatchedStream watch = StatementWatchdog.SHARED.watchStream(
                    statement, executor.dialect(), executor.timeout(options.timeout()));
            return new OpenCursor(executor, sql, borrowed, statement, execute(statement, watch), watch, switchedOff);
        } catch (SQLException ex) {
            SQLException masked = (borrowed != null) ? borrowed.masked(ex) : ex;
            giveBack(borrowed, statement, switchedOff);
            throw executor.errors().translate(sql, masked);
        } catch (DataAccessException ex) {
            DataAccessException masked = (borrowed != null) ? borrowed.masked(ex) : ex;
            giveBack(borrowed, statement, switchedOff);
            throw masked;
        } catch (Throwable ex) {
            giveBack(borrowed, statement, switchedOff);
            throw ex;
        }
    }

    /** As far as to the first portion of rows. */
    private ResultSet execute(PreparedStatement statement, WatchedStream watch) throws SQLException {
        try {
            ResultSet rows = statement.executeQuery();
            watch.paused();
            return LimitedRows.of(rows, options.maxRows(), executor.dialect());
        } catch (SQLException ex) {
            throw executor.cancelled(StatementWatchdog.SHARED.release(watch), sql, watch.timeout(), ex);
        } catch (Throwable ex) {
            StatementWatchdog.SHARED.release(watch);
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

    /** Returns whether autocommit was switched off. */
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
            H2LazyExecution.set(jdbc, true);
        }
        return false;
    }

    private int streamingFetchSize() {
        if (executor.dialect() == SqlDialect.MYSQL) {
            return Integer.MIN_VALUE;
        }
        return (options.fetchSize() != 0) ? options.fetchSize() : SqlOptions.DEFAULT_STREAM_FETCH_SIZE;
    }

    /** Makes the mapper of the rows of a result. */
    @FunctionalInterface
    interface Mapper<T extends @Nullable Object> {

        RowMapper<T> of(ResultSet rs) throws SQLException;
    }
}
