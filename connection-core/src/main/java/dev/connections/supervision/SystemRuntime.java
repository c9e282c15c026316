package dev.connections.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.ClassUtils;

/** The system's clocks; one timer for all supervisors; a thread for each piece of work. */
final class SystemRuntime implements SupervisorRuntime {

    static final SystemRuntime INSTANCE = new SystemRuntime();

    /** Before JDK 24 a virtual thread that blocks in a monitor, as drivers do, keeps a processor's thread (JEP 491). */
    private static final boolean VIRTUAL = Runtime.version().feature() >= 24;

    private final ScheduledThreadPoolExecutor timer;

    private SystemRuntime() {
        this.timer = new ScheduledThreadPoolExecutor(1, timerThread());
        timer.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory timerThread() {
        return task -> daemon(task, "connections-timer");
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        // A user's thread may carry a foreign class loader, in which drivers are not found.
        thread.setContextClassLoader(ClassUtils.getDefaultClassLoader());
        return thread;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        Future<?> future = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Thread start(String name, Runnable work) {
        Thread thread;
        if (VIRTUAL) {
            thread = new VirtualThreadTaskExecutor(name + "-")
                    .getVirtualThreadFactory()
                    .newThread(work);
            thread.setContextClassLoader(ClassUtils.getDefaultClassLoader());
        } else {
            thread = daemon(work, name);
        }
        thread.start();
        return thread;
    }
}
