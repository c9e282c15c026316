package dev.connections.login;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system clock, one timer for all logins, and a thread for each piece of work. */
final class SystemLoginRuntime implements LoginRuntime {

    static final SystemLoginRuntime INSTANCE = new SystemLoginRuntime();

    private static final Logger logger = LoggerFactory.getLogger(SystemLoginRuntime.class);

    private final ScheduledThreadPoolExecutor timer;

    private SystemLoginRuntime() {
        this.timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "connections-logins-timer"));
        timer.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        // it may outlive the application whose thread happened to start it
        thread.setContextClassLoader(SystemLoginRuntime.class.getClassLoader());
        return thread;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration duration) {
        long until = System.nanoTime() + duration.toNanos();
        long left = duration.toNanos();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = until - System.nanoTime();
        }
    }

    @Override
    public Repeated repeat(Duration interval, Runnable task) {
        Future<?> future = timer.scheduleWithFixedDelay(
                () -> run(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable ex) {
            logger.error("A timed task of logins failed", ex);
        }
    }

    @Override
    public void start(String name, Runnable work) {
        daemon(work, name).start();
    }
}
