package dev.connections.snowflake.session;

import dev.connections.DurationText;
import dev.connections.rows.Rows;
import dev.connections.snowflake.AsyncQuery;
import dev.connections.snowflake.driver.SnowflakeApi;
import dev.connections.sql.SqlStatement;
import dev.connections.sql.execution.SqlWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.QueryTimeoutException;

/** An asynchronous statement at Snowflake, by its id. Immutable. */
final class SubmittedQuery implements AsyncQuery {

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final long FIRST_PAUSE_MILLIS = 20;

    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /** It may take Snowflake a moment until it tells of a statement that it has accepted. */
    private static final long UNTIL_KNOWN = TimeUnit.SECONDS.toNanos(10);

    /** Snowflake's: execution cancelled, and cancelled for its time-out. */
    private static final int CANCELLED = 604;

    private static final int TIMED_OUT = 630;

    private final SqlWork work;

    private final Function<String, SqlStatement> statements;

    private final String id;

    private final @Nullable Duration timeout;

    private final long knownBy;

    private SubmittedQuery(
            SqlWork work,
            Function<String, SqlStatement> statements,
            String id,
            @Nullable Duration timeout,
            long knownBy) {
        this.work = work;
        this.statements = statements;
        this.id = id;
        this.timeout = timeout;
        this.knownBy = knownBy;
    }

    /**
     * One that has just been submitted.
     *
     * @param statements starts a statement on the same connection
     * @param timeout how long it may run, if it was said
     */
    static SubmittedQuery fresh(
            SqlWork work, Function<String, SqlStatement> statements, String id, @Nullable Duration timeout) {
        return new SubmittedQuery(work, statements, id, timeout, System.nanoTime() + UNTIL_KNOWN);
    }

    /** One that was submitted some time. */
    static SubmittedQuery resumed(SqlWork work, Function<String, SqlStatement> statements, String id) {
        return new SubmittedQuery(work, statements, id, null, System.nanoTime());
    }

    /** Whether it is written as Snowflake writes ids: nothing else is sent. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Status status() {
        return status(report());
    }

    private SnowflakeApi.QueryReport report() {
        return work.read("status of query", jdbc -> SnowflakeApi.report(jdbc, id));
    }

    private static Status status(SnowflakeApi.QueryReport report) {
        return switch (report.status()) {
            case "SUCCESS" -> Status.SUCCEEDED;
            case "QUEUED", "BLOCKED", "RESUMING_WAREHOUSE", "QUEUED_REPAIRING_WAREHOUSE" -> Status.QUEUED;
            case "RUNNING", "RESTARTED" -> Status.RUNNING;
            case "ABORTED", "ABORTING" -> Status.CANCELLED;
            case "NO_DATA" -> Status.UNKNOWN;
            default -> (report.errorCode() == CANCELLED) ? Status.CANCELLED : Status.FAILED;
        };
    }

    @Override
    public Status await(Duration longest) {
        return status(awaitReport(longest));
    }

    private SnowflakeApi.QueryReport awaitReport(@Nullable Duration longest) {
        long begin = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        for (; ; ) {
            SnowflakeApi.QueryReport report = report();
            long left = (longest == null)
                    ? LONGEST_PAUSE_MILLIS
                    : longest.minusNanos(System.nanoTime() - begin).toMillis();
            if (isSettled(status(report)) || left <= 0) {
                return report;
            }
            pause(Math.min(pause, left));
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    private boolean isSettled(Status status) {
        return status.isFinal() || (status == Status.UNKNOWN && System.nanoTime() - knownBy > 0);
    }

    private void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new DataAccessResourceFailureException(
                    work.task() + ": the thread was interrupted; the query " + id + " goes on", ex);
        }
    }

    @Override
    public Rows rows() {
        return result().rows();
    }

    @Override
    public <T> List<T> list(Class<T> rowType) {
        return result().list(rowType);
    }

    /** The statement that reads its result. */
    private SqlStatement result() {
        @Nullable Duration longest = (timeout != null) ? timeout : work.timeout();
        SnowflakeApi.QueryReport report = awaitReport(longest);
        if (status(report) != Status.SUCCEEDED) {
            throw failure(report, longest);
        }
        // the id has the form of one
        return statements
                .apply("select * from table(result_scan('" + id + "'))")
                .ttl(Duration.ZERO);
    }

    private DataAccessException failure(SnowflakeApi.QueryReport report, @Nullable Duration longest) {
        String query = work.task() + ": the query " + id;
        return switch (status(report)) {
            case UNKNOWN -> new DataRetrievalFailureException(query + " is not known to Snowflake, or not any more");
            case QUEUED, RUNNING ->
                new QueryTimeoutException(query + " has no result "
                        + ((longest != null) ? "after " + DurationText.of(longest) : "yet")
                        + "; it goes on, unless it was"
                        + " given a time-out at its submission");
            default -> {
                SQLException reason = new SQLException(report.errorMessage(), state(report), report.errorCode());
                yield (report.errorCode() == TIMED_OUT)
                        ? new QueryTimeoutException(query + " ran too long and was cancelled by Snowflake", reason)
                        : work.failure("query " + id, reason);
            }
        };
    }

    /** A report has no SQL state; the ranges of Snowflake's codes tell. */
    private static @Nullable String state(SnowflakeApi.QueryReport report) {
        int code = report.errorCode();
        if (code == CANCELLED || code == TIMED_OUT || status(report) == Status.CANCELLED) {
            return "57014";
        }
        boolean compilation = code >= 900 && code < 4_000;
        return compilation ? "42000" : (code >= 100_000 && code < 101_000) ? "22000" : null;
    }

    @Override
    public void cancel() {
        String sql = "select system$cancel_query('" + id + "')";
        work.read(sql, jdbc -> work.query(jdbc, sql, null, ResultSet::next));
    }

    @Override
    public String toString() {
        return id;
    }
}
