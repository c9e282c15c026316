package dev.connections.rest;

import dev.connections.support.WaitingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock whose sleepers do not wait: the time is over at once. */
final class SkippingClock implements WaitingClock {

    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    private long nanos;

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration time) {
        sleeps.add(time);
        nanos += time.toNanos();
    }

    synchronized void advance(Duration time) {
        nanos += time.toNanos();
    }

    List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
