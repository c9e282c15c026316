package dev.connections.sql.pool;

import java.util.concurrent.TimeUnit;

/**
 * Records that idle sessions of a server, which had responded before, do not respond to validations any more. This is
 * evidence of a network outage, while a login without a response may only be slow. Thread-safe.
 */
final class UnresponsiveSessions {

    /** A validation that fails after this time has got no response. Before, the session has ended. */
    private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(750);

    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** By {@link System#nanoTime}; 0 for never. */
    private volatile long last;

    /**
     * A validation failed.
     *
     * @param begun when it began, by {@link System#nanoTime}
     */
    void validationFailed(long begun) {
        long now = System.nanoTime();
        if (now - begun >= SILENT_NANOS) {
            last = (now != 0) ? now : 1;
        }
    }

    /** Returns whether a session has been silent within the last seconds. */
    boolean isRecent() {
        long silent = last;
        return silent != 0 && System.nanoTime() - silent < RECENT_NANOS;
    }
}
