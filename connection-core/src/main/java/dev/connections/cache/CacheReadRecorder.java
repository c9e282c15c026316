package dev.connections.cache;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Records the cache hits of the current thread while it does a piece of work. Nested recorders are possible. */
final class CacheReadRecorder {

    private static final ThreadLocal<@Nullable CacheReadRecorder> CURRENT = new ThreadLocal<>();

    /** How many there are on all threads: nearly always none, so that a hit need not ask its thread. */
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final @Nullable CacheReadRecorder outer;

    boolean cached;

    boolean stale;

    /** Of the oldest one, in nanoseconds. */
    long age;

    private CacheReadRecorder(@Nullable CacheReadRecorder outer) {
        this.outer = outer;
    }

    static CacheReadRecorder begin() {
        CacheReadRecorder readings = new CacheReadRecorder(CURRENT.get());
        CURRENT.set(readings);
        OPEN.incrementAndGet();
        return readings;
    }

    void end() {
        OPEN.decrementAndGet();
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    static void note(long age, boolean stale) {
        if (OPEN.get() != 0) {
            for (CacheReadRecorder readings = CURRENT.get(); readings != null; readings = readings.outer) {
                readings.cached = true;
                readings.stale |= stale;
                readings.age = Math.max(readings.age, age);
            }
        }
    }
}
