package dev.connections.files.store.huggingface;

import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes bodies whose reader waits longer than the idle timeout. The client of the JDK has no such timeout.
 * Thread-safe.
 */
final class BodyWatchdog implements AutoCloseable {

    private final Duration idle;

    private final Set<WatchedBody> bodies = ConcurrentHashMap.newKeySet();

    private final ScheduledThreadPoolExecutor executor;

    BodyWatchdog(Duration idle) {
        this.idle = idle;
        this.executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "huggingface-timeouts");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, Math.min(1_000, idle.toMillis() / 4));
        executor.scheduleWithFixedDelay(this::check, period, period, TimeUnit.MILLISECONDS);
    }

    WatchedBody watch(InputStream body) {
        WatchedBody watched = new WatchedBody(body, idle, bodies::remove);
        bodies.add(watched);
        return watched;
    }

    private void check() {
        long now = System.nanoTime();
        bodies.forEach(body -> body.closeIfIdle(now));
    }

    @Override
    public void close() {
        executor.shutdownNow();
        bodies.forEach(WatchedBody::close);
    }
}
