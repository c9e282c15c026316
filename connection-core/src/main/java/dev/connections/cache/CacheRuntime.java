package dev.connections.cache;

/** The clock and threads of a cache, replaceable in tests. */
interface CacheRuntime {

    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** Runs a short task later. */
    void schedule(Runnable task, long delayNanos);

    /** Runs a load on another thread; {@code false} if all threads are busy. */
    boolean tryExecute(Runnable load);
}
