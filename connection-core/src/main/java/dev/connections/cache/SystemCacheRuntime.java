package dev.connections.cache;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The system clock, one thread for short tasks, and a few for loads, which end when idle. */
final class SystemCacheRuntime implements CacheRuntime {

    static final SystemCacheRuntime INSTANCE = new SystemCacheRuntime();

    /** Of all connections together; one of them has {@link BackgroundLoads#MOST} at most. */
    private static final int MOST_LOADS = 64;

    private final AtomicInteger number = new AtomicInteger();

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> daemon(task, "connections-cache-timer"));

    private final ThreadPoolExecutor loads = new ThreadPoolExecutor(
            0,
            MOST_LOADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> daemon(task, "connections-cache-" + number.incrementAndGet()));

    private SystemCacheRuntime() {
        timer.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        // It may outlive the application that happened to start it.
        thread.setContextClassLoader(null);
        return thread;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void schedule(Runnable task, long delayNanos) {
        timer.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean tryExecute(Runnable load) {
        ClassLoader ofCaller = Thread.currentThread().getContextClassLoader();
        try {
            loads.execute(() -> {
                Thread.currentThread().setContextClassLoader(ofCaller);
                try {
                    load.run();
                } finally {
                    Thread.currentThread().setContextClassLoader(null);
                }
            });
            return true;
        } catch (RejectedExecutionException ex) {
            return false;
        }
    }
}
