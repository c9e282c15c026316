package dev.connections.supervision.runtime;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** The system's clocks, one timer for all supervisors, and a thread for each piece of work. */
public final class SystemRuntime implements SupervisorRuntime {

    private static final Logger logger = LoggerFactory.getLogger(SystemRuntime.class);

    /** Before JDK 24 a virtual thread that blocks in a monitor, as drivers do, keeps a processor's thread (JEP 491). */
    private static final boolean VIRTUAL = Runtime.version().feature() >= 24;

    /** One connection alone never reaches that rate; of fifty dead ones each is tried every second. */
    private static final int ATTEMPTS_IN_PERIOD = 5;

    private static final Duration PERIOD = Duration.ofMillis(100);

    private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

    /** After the constants that it is made with. */
    public static final SystemRuntime INSTANCE = new SystemRuntime();

    private final RateLimiter attempts = RateLimiter.of(
            "connection attempts",
            RateLimiterConfig.custom()
                    .limitForPeriod(ATTEMPTS_IN_PERIOD)
                    .limitRefreshPeriod(PERIOD)
                    .timeoutDuration(LONGEST_TURN)
                    .build());

    private final ScheduledThreadPoolExecutor timer;

    private SystemRuntime() {
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = daemon(task, "connections-timer");
            // It outlives the application whose thread happened to start it.
            thread.setContextClassLoader(SystemRuntime.class.getClassLoader());
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
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
    public double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @Override
    public Duration untilTurn() {
        long nanos = attempts.reservePermission();
        return (nanos >= 0) ? Duration.ofNanos(nanos) : LONGEST_TURN;
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        Future<?> future = timer.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable ex) {
            logger.error("A timed task of a connection failed", ex);
        }
    }

    @Override
    public Thread start(String name, Runnable work) {
        Thread thread;
        if (VIRTUAL) {
            thread = new VirtualThreadTaskExecutor(name + "-")
                    .getVirtualThreadFactory()
                    .newThread(work);
        } else {
            thread = daemon(work, name);
        }
        thread.start();
        return thread;
    }

    @Override
    public void await(CompletableFuture<@Nullable Void> event, Duration timeout)
            throws InterruptedException, TimeoutException {
        try {
            event.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException ex) {
            throw new IllegalStateException("An event never fails", ex);
        }
    }
}
