package dev.connections.snowflake.load;

import dev.connections.DurationText;
import dev.connections.snowflake.WriteResult;
import dev.connections.snowflake.driver.SnowflakeApi;
import dev.connections.snowflake.stage.StageName;
import dev.connections.sql.execution.SqlWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;

/**
 * One bulk write: looks at the table, sends files to a stage, and loads them by one {@code COPY}.
 *
 * <p>The {@code COPY} is in a transaction that is committed only when it says that it has loaded what was sent. So a
 * failure leaves nothing, whichever answer was lost, but for that to the commit. Nothing of it is repeated, except at
 * its very beginning: Snowflake would skip files that it has loaded already, but a file of a temporary stage is gone
 * with the session that lost it.
 */
final class TableLoad {

    private static final Logger logger = LoggerFactory.getLogger(TableLoad.class);

    private static final int COLUMNS_OF_COPY = 4;

    private final SqlWork work;

    private final String tableName;

    private final LoadRecords records;

    private final Options options;

    private final long deadline;

    private boolean touched;

    /**
     * What the caller says.
     *
     * @param timeout of the whole, or {@code null}
     * @param columns those to be written, or {@code null} for all
     * @param stage where to send the files, or {@code null} for a temporary one
     */
    record Options(
            long chunkBytes,
            Consumer<WriteResult> listener,
            @Nullable Duration timeout,
            @Nullable List<String> columns,
            @Nullable StageName stage) {}

    TableLoad(SqlWork work, String tableName, LoadRecords records, Options options) {
        this.work = work;
        this.tableName = tableName;
        this.records = records;
        this.options = options;
        this.deadline = (options.timeout() == null)
                ? 0
                : System.nanoTime() + options.timeout().toNanos();
    }

    /** Returns whether the load can be retried. */
    boolean isUntouched() {
        return !touched;
    }

    /** @param names the columns, if they are known without looking at an element */
    WriteResult run(Connection jdbc, List<String> names) throws SQLException {
        LoadTable table = LoadTable.describe(work, jdbc, tableName);
        boolean any = records.begin();
        List<String> given = any ? records.names() : names;
        if (given.isEmpty()) {
            return WriteResult.NOTHING;
        }
        Map<String, LoadColumn> columns = table.match(work, given, options.columns());
        if (!any) {
            return WriteResult.NOTHING;
        }
        LoadStage stage = LoadStage.open(work, jdbc, table, options.stage());
        try {
            touched = true;
            WriteResult sent = send(jdbc, stage, columns);
            load(jdbc, table, List.copyOf(columns.values()), stage, sent);
            return sent;
        } finally {
            clean(jdbc, stage);
        }
    }

    private WriteResult send(Connection jdbc, LoadStage stage, Map<String, LoadColumn> columns) throws SQLException {
        String[] names = columns.keySet().toArray(String[]::new);
        LoadColumn[] targets = columns.values().toArray(LoadColumn[]::new);
        WriteResult written = WriteResult.NOTHING;
        CsvFile file = new CsvFile();
        try {
            long before = 0;
            while (records.hasNext()) {
                line(file, names, targets);
                if (file.size() >= options.chunkBytes() || !records.hasNext()) {
                    checkTime();
                    SnowflakeApi.upload(jdbc, stage.folder().forDriver(), written.files() + ".csv.gz", file.finish());
                    written = written.and(records.taken() - before, file.compressedSize());
                    before = records.taken();
                    file.clear();
                    options.listener().accept(written);
                }
            }
            return written;
        } finally {
            file.close();
        }
    }

    private void line(CsvFile file, String[] names, LoadColumn[] targets) {
        Function<String, @Nullable Object> element = records.next();
        for (int i = 0; i < names.length; i++) {
            LoadColumn target = targets[i];
            try {
                @Nullable Object value = element.apply(names[i]);
                boolean bare = value instanceof Number && !target.type().isSemiStructured();
                file.field(LoadText.of(value, target.type()), !bare);
            } catch (IllegalArgumentException ex) {
                throw unfit(target, ex);
            }
        }
        file.endLine();
    }

    private InvalidDataAccessApiUsageException unfit(LoadColumn column, IllegalArgumentException ex) {
        return work.usage("the value for '" + column.name() + "' (" + column.declared() + ") in the element "
                + records.taken() + " " + ex.getMessage() + "; nothing has been written");
    }

    private void load(Connection jdbc, LoadTable table, List<LoadColumn> columns, LoadStage stage, WriteResult sent)
            throws SQLException {
        boolean own = jdbc.getAutoCommit();
        if (own) {
            jdbc.setAutoCommit(false);
        }
        try {
            copy(jdbc, table, columns, stage, sent);
        } catch (Throwable ex) {
            if (own) {
                rollBack(jdbc, ex);
            }
            throw ex;
        }
        if (own) {
            commit(jdbc, table, sent);
            jdbc.setAutoCommit(true);
        }
    }

    private void copy(Connection jdbc, LoadTable table, List<LoadColumn> columns, LoadStage stage, WriteResult sent)
            throws SQLException {
        String sql = sql(table, columns, stage);
        WriteResult loaded = work.query(jdbc, sql, timeLeft(), TableLoad::loaded);
        if (loaded.rows() != sent.rows() || loaded.files() != sent.files()) {
            throw new DataAccessResourceFailureException(work.task() + ": " + sent.rows() + " rows in " + sent.files()
                    + " files were sent to " + table.name() + ", but Snowflake loaded " + loaded.rows() + " rows from "
                    + loaded.files() + " files; the write is rolled back");
        }
    }

    /** One row for each file; without files, a single column says so. */
    private static WriteResult loaded(ResultSet files) throws SQLException {
        boolean any = files.getMetaData().getColumnCount() >= COLUMNS_OF_COPY;
        WriteResult loaded = WriteResult.NOTHING;
        while (any && files.next()) {
            loaded = loaded.and(files.getLong("rows_loaded"), 0);
        }
        return loaded;
    }

    private static String sql(LoadTable table, List<LoadColumn> columns, LoadStage stage) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (LoadColumn column : columns) {
            names.add(column.quoted());
            values.add(column.type().expression(names.size()));
        }
        return "copy into " + table.name() + " (" + String.join(", ", names) + ") from (select "
                + String.join(", ", values) + " from " + stage.folder().quoted() + ") file_format = ("
                + CsvFile.FORMAT + ") on_error = abort_statement";
    }

    private void commit(Connection jdbc, LoadTable table, WriteResult sent) throws SQLException {
        try {
            jdbc.commit();
        } catch (SQLException ex) {
            throw new DataAccessResourceFailureException(
                    work.task() + ": the end of a write to " + table.name() + " got no answer. Look whether its "
                            + sent.rows() + " rows are there before you write them again",
                    work.failure("commit", ex));
        }
    }

    private void rollBack(Connection jdbc, Throwable reason) {
        try {
            jdbc.rollback();
            jdbc.setAutoCommit(true);
        } catch (SQLException ex) {
            // the session has ended, and its transaction with it
            reason.addSuppressed(ex);
        }
    }

    private void clean(Connection jdbc, LoadStage stage) {
        try {
            stage.clean(jdbc);
        } catch (SQLException ex) {
            logger.debug("{}: the files in {} could not be removed", work.task(), stage.folder(), ex);
        }
    }

    private void checkTime() {
        if (Thread.currentThread().isInterrupted()) {
            throw new DataAccessResourceFailureException(
                    work.task() + ": the thread was interrupted; nothing has been written to " + tableName);
        }
        timeLeft();
    }

    private @Nullable Duration timeLeft() {
        Duration timeout = options.timeout();
        if (timeout == null) {
            return null;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new QueryTimeoutException(work.task() + ": the write to " + tableName + " took longer than "
                    + DurationText.of(timeout) + "; nothing has been written");
        }
        return Duration.ofNanos(left);
    }
}
