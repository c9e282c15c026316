package dev.connections.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The time, and a way to let it pass. Safe for use by several threads. */
public interface WaitingClock {

    /** The system's clocks. */
    WaitingClock SYSTEM = new WaitingClock() {

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
    };

    /** The time of day. */
    Instant now();

    /** The time since some moment, in nanoseconds, that never goes back. */
    long nanoTime();

    /**
     * Returns after a while.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void sleep(Duration time) throws InterruptedException;
}
