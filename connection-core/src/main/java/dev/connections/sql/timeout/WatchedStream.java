package dev.connections.sql.timeout;

import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.dialect.StreamCancellation;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose rows are fetched as they are wanted. Only the time counts in which somebody waits for them: what is
 * done with a row may take as long as it likes. The reader signals each row by two writes, and reads no clock; the
 * watch puts the deadline off by what it sees of the pauses, to the length of one of its ticks.
 *
 * <p>An interrupt counts for the thread that reads, which need not be the one that opened the stream.
 */
public final class WatchedStream extends WatchedStatement {

    private final SqlDialect dialect;

    private final long timeout;

    private volatile @Nullable Thread reader;

    /** When the watch's thread looked last. */
    private long looked = System.nanoTime();

    /** @param thread waits for the first rows */
    WatchedStream(Statement statement, SqlDialect dialect, Thread thread, long timeout) {
        super(statement, thread, timeout);
        this.dialect = dialect;
        this.timeout = timeout;
        this.reader = thread;
    }

    /** In nanoseconds; 0 without limit. */
    public long timeout() {
        return timeout;
    }

    /** The calling thread waits for a row. */
    public void reading() {
        reader = Thread.currentThread();
    }

    /** Nobody waits. */
    public void paused() {
        reader = null;
    }

    @Override
    @Nullable
    Reason due(long now) {
        long passed = now - looked;
        looked = now;
        Thread waiting = reader;
        if (waiting == null) {
            postpone(passed);
            return null;
        }
        return due(now, waiting);
    }

    @Override
    void requestCancellation(@Nullable Statement running) throws SQLException {
        StreamCancellation.request(running, dialect);
    }
}
