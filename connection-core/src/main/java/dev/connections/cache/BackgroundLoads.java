package dev.connections.cache;

import java.util.concurrent.Semaphore;

/**
 * Runs a limited number of concurrent loads in the background for each connection, so that a slow source does not
 * exhaust the threads of others.
 */
final class BackgroundLoads {

    /** How many a connection has at a time. */
    static final int MOST = 4;

    private final Semaphore permits = new Semaphore(MOST);

    private final CacheRuntime runtime;

    BackgroundLoads(CacheRuntime runtime) {
        this.runtime = runtime;
    }

    /** Runs a load in the background; {@code false} if too many are under way. */
    boolean tryRun(Runnable load) {
        if (!permits.tryAcquire()) {
            return false;
        }
        boolean started = false;
        try {
            started = runtime.tryExecute(() -> {
                try {
                    load.run();
                } finally {
                    permits.release();
                }
            });
            return started;
        } finally {
            if (!started) {
                permits.release();
            }
        }
    }
}
