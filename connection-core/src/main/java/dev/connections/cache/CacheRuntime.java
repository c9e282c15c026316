package dev.connections.cache;

/** Time and threads, as a cache sees them. Tests have their own. */
interface CacheRuntime {

    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** Runs a short task later. */
    void schedule(Runnable task, long delayNanos);

    /** Runs a load on another thread; {@code false} if all threads are busy. */
    boolean tryExecute(Runnable load);
}
