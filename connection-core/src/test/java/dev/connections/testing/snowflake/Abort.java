package dev.connections.testing.snowflake;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a statement, whether it computes or waits. Safe for use by several threads. */
final class Abort {

    private @Nullable Statement running;

    private final CountDownLatch resumed = new CountDownLatch(1);

    private volatile boolean isAborted;

    private volatile boolean timedOut;

    /** The statement to cancel; {@code null} when it is over. */
    synchronized void running(@Nullable Statement statement) {
        running = statement;
    }

    synchronized void run() {
        isAborted = true;
        resumed.countDown();
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    /** The same, because the time of the statement is up. */
    void timeOut() {
        timedOut = true;
        run();
    }

    boolean isTimedOut() {
        return timedOut;
    }

    boolean isDone() {
        return isAborted;
    }

    /** Ends a wait well before its time. */
    void resume() {
        resumed.countDown();
    }

    /** Waits as a statement does that takes its time. */
    void pause(long millis) throws SQLException {
        try {
            if (resumed.await(millis, TimeUnit.MILLISECONDS) && isAborted) {
                throw new SQLException("SQL execution canceled", "57014", 57014);
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new SQLException("The server stops", "57014", 57014, ex);
        }
    }
}
