package dev.connections.testing.faults;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The time of a load. */
interface LoadClock {

    /** The present time in nanoseconds, comparable to other times of this clock only. */
    long nanos();

    /** Waits until a time of this clock, or until called off (and unparked). */
    void awaitTime(long nanos, BooleanSupplier calledOff);

    /** The real time. */
    LoadClock SYSTEM = new LoadClock() {

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void awaitTime(long nanos, BooleanSupplier calledOff) {
            for (long left = nanos - nanos(); left > 0 && !calledOff.getAsBoolean(); left = nanos - nanos()) {
                LockSupport.parkNanos(left);
            }
        }
    };
}
