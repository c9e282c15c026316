package dev.connections.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * A timer of a connection, such as for waits for a connection of a pool. Metrics record it. The first 64 durations
 * are kept until the first recorder is added, so that those during start-up are not lost. Thread-safe.
 */
public final class ResourceTimer {

    private static final int MAX_EARLY = 64;

    private final String name;

    private final String description;

    private final List<LongConsumer> recorders = new CopyOnWriteArrayList<>();

    /** The durations before the first recorder; guarded by this. */
    private final long[] early = new long[MAX_EARLY];

    private int earlyCount;

    /**
     * Creates a timer.
     *
     * @param name the name of the metric below {@code connections}, such as {@code pool.wait}
     * @param description a sentence without its full stop
     */
    public ResourceTimer(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the description, a sentence without its full stop. */
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

    /**
     * Adds a recorder. It receives the durations so far, at most 64, and each further one, in nanoseconds. It must
     * not block.
     */
    public synchronized void addRecorder(LongConsumer recorder) {
        for (int i = 0; i < earlyCount; i++) {
            recorder.accept(early[i]);
        }
        recorders.add(recorder);
    }

    /** Adds the recorders of the timer that this one replaces. */
    public void continueFrom(ResourceTimer other) {
        other.recorders.forEach(this::addRecorder);
    }
}
