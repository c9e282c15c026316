package dev.connections.testing.snowflake;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a statement, whether it computes or waits. Safe for use by several threads. */
final class Abort {

    private final CountDownLatch aborted = new CountDownLatch(1);

    private @Nullable Statement running;

    private volatile boolean timedOut;

    /** The statement to cancel; {@code null} when it is over. */
    synchronized void running(@Nullable Statement statement) {
        running = statement;
    }

    synchronized void run() {
        aborted.countDown();
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
        return aborted.getCount() == 0;
    }

    /** Waits as a statement does that takes its time. */
    void pause(long millis) throws SQLException {
        try {
            if (aborted.await(millis, TimeUnit.MILLISECONDS)) {
                throw new SQLException("SQL execution canceled", "57014", 57014);
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new SQLException("The server stops", "57014", 57014, ex);
        }
    }
}
