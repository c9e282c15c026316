package dev.connections.supervision;

import dev.connections.supervision.runtime.SupervisorRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A time that stands still, so that no timer is ever due, and no threads. */
class SchedulesRuntime implements SupervisorRuntime {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public double random() {
        return 0.5;
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return () -> {};
    }

    @Override
    public Thread start(String name, Runnable work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void await(CompletableFuture<Void> event, Duration timeout) {
        event.join();
    }
}
