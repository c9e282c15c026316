package dev.connections.snowflake;

import dev.connections.rows.Rows;
import java.time.Duration;
import java.util.List;

/**
 * A statement that runs at Snowflake without anybody waiting for it. It goes on when the application ends;
 * {@link SnowflakeConnection#resume} finds it again by its id. Snowflake keeps its result for 24 hours.
 *
 * <p>Holds no connection while it waits. Safe for use by several threads. All methods throw Spring's
 * {@link org.springframework.dao.DataAccessException}s.
 */
public interface AsyncQuery {

    /** What has become of a statement. */
    enum Status {

        /** It waits for a warehouse, or for other statements. */
        QUEUED,

        /** It runs. */
        RUNNING,

        /** Its result can be read. */
        SUCCEEDED,

        /** It failed; reading its result tells why. */
        FAILED,

        /** Somebody has cancelled it. */
        CANCELLED,

        /** Snowflake knows nothing about it: the id is wrong, not of this account, or too old. */
        UNKNOWN;

        /** Whether it has come to an end. */
        public boolean isFinal() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }

    /** The id that Snowflake gave it. */
    String id();

    /** What has become of it, by one request. */
    Status status();

    /**
     * Waits until it has come to an end, or the time is up; in that case it goes on.
     *
     * @return what has become of it
     * @throws org.springframework.dao.DataAccessResourceFailureException if the thread is interrupted; the statement goes on
     */
    Status await(Duration timeout);

    /**
     * Its rows. Waits for its end as long as it was given, or else for the connection's {@code statement-timeout}, without which it
     * waits as long as the account lets statements run.
     *
     * @throws org.springframework.dao.QueryTimeoutException if it takes longer
     * @throws org.springframework.dao.DataAccessException with Snowflake's reason if it failed or was cancelled
     */
    Rows rows();

    /** Each of its rows as a {@code rowType}. Waits, and fails, as {@link #rows}. */
    <T> List<T> list(Class<T> rowType);

    /** Ends it. Does nothing if it has come to an end already. */
    void cancel();
}
