package dev.connections.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A clock that can also sleep, replaceable in tests. Thread-safe. */
public interface WaitingClock {

    /** The system clock. */
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

    /** Returns the current time. */
    Instant now();

    /** Returns a monotonic time in nanoseconds, as {@link System#nanoTime()}. */
    long nanoTime();

    /**
     * Sleeps for a duration.
     *
     * @throws InterruptedException if the thread is interrupted while it sleeps
     */
    void sleep(Duration time) throws InterruptedException;
}
