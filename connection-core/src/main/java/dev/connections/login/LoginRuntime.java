package dev.connections.login;

import java.time.Duration;

/** The clock and threads of logins, replaceable in tests. Thread-safe. */
interface LoginRuntime {

    /** A clock that only goes forward, in nanoseconds. */
    long nanoTime();

    /** Keeps the calling thread, unless it is interrupted. */
    void pause(Duration duration);

    /** Runs a short task again and again, until it is called off. */
    Repeated repeat(Duration interval, Runnable task);

    /** Runs work that may block on a thread of its own. */
    void start(String name, Runnable work);

    /** A task that is called off some time. */
    interface Repeated {

        void cancel();
    }
}
