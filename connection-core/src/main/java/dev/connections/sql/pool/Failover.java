package dev.connections.sql.pool;

import java.util.concurrent.TimeUnit;

/**
 * Decides when the connections of a pool are replaced because their server has become read-only, as after a failover:
 * the address may resolve to another server now.
 *
 * <p>If the new connections are read-only as well, the address may resolve to another server later, or never, as for a
 * role that is read-only by default. So each further replacement waits for a pause, which doubles up to 5 s.
 * Thread-safe.
 */
final class Failover {

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);

    private long pause = SHORTEST_PAUSE;

    private long last;

    /** Whether a write has failed during the pause on a connection that was opened after the last replacement. */
    private boolean failedDuringPause;

    private volatile boolean replaced;

    /**
     * Returns whether to replace the connections, as a write has failed.
     *
     * @param loginBegan when the login of its connection began, by {@link System#nanoTime}
     */
    synchronized boolean replaces(long now, long loginBegan) {
        if (replaced) {
            if (loginBegan - last < 0) {
                return false;
            }
            if (now - last < pause) {
                failedDuringPause = true;
                return false;
            }
            pause = failedDuringPause ? Math.min(2 * pause, LONGEST_PAUSE) : SHORTEST_PAUSE;
        }
        failedDuringPause = false;
        last = now;
        replaced = true;
        return true;
    }

    /** Returns whether a connection is to be replaced that the pool did not have yet. */
    boolean hasReplaced(long loginBegan) {
        return replaced && isBefore(loginBegan);
    }

    private synchronized boolean isBefore(long loginBegan) {
        return loginBegan - last < 0;
    }
}
