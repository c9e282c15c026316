package dev.connections.supervision;

import java.time.Duration;
import java.time.Instant;

/** The time and the threads that a supervisor works with. Safe for use by several threads. */
interface SupervisorRuntime {

    /** The time of day. */
    Instant now();

    /** A clock that only goes forward, in nanoseconds. */
    long nanoTime();

    /** Runs a task later, on a thread that all supervisors share, so it must not block. */
    Scheduled schedule(Duration delay, Runnable task);

    /**
     * Runs work that may block on a thread of its own.
     *
     * @param name the thread's name
     */
    Thread start(String name, Runnable work);

    /** A task that may still be called off. */
    interface Scheduled {

        /** Calls it off, unless it has begun. */
        void cancel();
    }
}
