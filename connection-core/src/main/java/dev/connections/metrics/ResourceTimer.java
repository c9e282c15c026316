package dev.connections.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * Durations of something that happens to a connection, such as waits for a connection of its pool. Metrics record them. The first
 * ones are kept until somebody does, so that what happens while the application starts is not lost. Thread-safe.
 */
public final class ResourceTimer {

    private static final int MAX_EARLY = 64;

    private final String name;

    private final String description;

    private final List<LongConsumer> recorders = new CopyOnWriteArrayList<>();

    /** Those before the first recorder; guarded by this. */
    private final long[] early = new long[MAX_EARLY];

    private int earlyCount;

    /**
     * @param name what takes time, as the name of a metric below {@code connections}, such as {@code pool.wait}
     * @param description a sentence without its full stop
     */
    public ResourceTimer(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** A sentence without its full stop. */
    public String description() {
        return description;
    }

    /**
     * Records a duration.
     *
     * @param nanos the duration in nanoseconds
     */
    public void record(long nanos) {
        if (recorders.isEmpty() && keep(nanos)) {
            return;
        }
        for (LongConsumer recorder : recorders) {
            recorder.accept(nanos);
        }
    }

    private synchronized boolean keep(long nanos) {
        if (!recorders.isEmpty()) {
            return false;
        }
        if (earlyCount < MAX_EARLY) {
            early[earlyCount++] = nanos;
        }
        return true;
    }

    /** Calls a recorder with the durations so far, at most 64, and with each further one, in nanoseconds. It must not wait. */
    public synchronized void addRecorder(LongConsumer recorder) {
        for (int i = 0; i < earlyCount; i++) {
            recorder.accept(early[i]);
        }
        recorders.add(recorder);
    }

    /** Adds the recorders of another timing, which this one replaces. */
    public void continueFrom(ResourceTimer other) {
        other.recorders.forEach(this::addRecorder);
    }
}
