package dev.connections.snowflake;

import dev.connections.rows.Rows;
import java.time.Duration;
import java.util.List;

/**
 * An asynchronous statement at Snowflake. It continues after the application ends; {@link
 * SnowflakeConnection#resume} finds it again by its id. Snowflake keeps its result for 24 hours.
 *
 * <p>Holds no connection while it waits. Thread-safe. All methods throw Spring's {@link
 * org.springframework.dao.DataAccessException}s.
 */
public interface AsyncQuery {

    /** The status of a statement. */
    enum Status {

        /** Waits for a warehouse, or for other statements. */
        QUEUED,

        /** Is running. */
        RUNNING,

        /** Its result is available. */
        SUCCEEDED,

        /** Failed; reading its result throws the reason. */
        FAILED,

        /** Was cancelled. */
        CANCELLED,

        /** Unknown to Snowflake: the id is wrong, of another account, or too old. */
        UNKNOWN;

        /** Returns whether the statement has ended. */
        public boolean isFinal() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }

    /** Returns the id that Snowflake assigned. */
    String id();

    /** Returns the status, by one request. */
    Status status();

    /**
     * Waits until the statement has ended, or until the timeout; in that case it continues.
     *
     * @return the status
     * @throws org.springframework.dao.DataAccessResourceFailureException if the thread is interrupted; the
     *     statement continues
     */
    Status await(Duration timeout);

    /**
     * Returns the rows. Waits up to the timeout of the statement, or else the connection's {@code
     * statement-timeout}; without both, up to the limit of the account.
     *
     * @throws org.springframework.dao.QueryTimeoutException if it takes longer
     * @throws org.springframework.dao.DataAccessResourceFailureException if the thread is interrupted
     * @throws org.springframework.dao.DataAccessException with Snowflake's reason if it failed or was cancelled
     */
    Rows rows();

    /** Returns the rows as objects of {@code rowType}. Waits and throws as {@link #rows}. */
    <T> List<T> list(Class<T> rowType);

    /** Cancels the statement. Does nothing if it has ended. */
    void cancel();
}
