package dev.connections.supervision.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The time and the threads that a supervisor works with. Safe for use by several threads. */
public interface SupervisorRuntime {

    /** The time of day. */
    Instant now();

    /** A clock that only goes forward, in nanoseconds. */
    long nanoTime();

    /** A random number from 0 to 1. */
    double random();

    /** Runs a task later, on a thread that all supervisors share, so it must not block. */
    Scheduled schedule(Duration delay, Runnable task);

    /**
     * Returns by how much to delay the next attempt, so that unavailable connections do not starve the others of CPU
     * time.
     */
    default Duration untilTurn() {
        return Duration.ZERO;
    }

    /**
     * Runs work that may block on a thread of its own.
     *
     * @param name the thread's name
     */
    Thread start(String name, Runnable work);

    /**
     * Waits until something has happened. No other wait blocks a caller.
     *
     * @param event completed, never with a failure, when it has happened
     * @throws TimeoutException if it has not happened in time
     */
    void await(CompletableFuture<@Nullable Void> event, Duration timeout) throws InterruptedException, TimeoutException;

    /** Blocks the calling thread. Returns {@code false} if it was interrupted. */
    default boolean pause(Duration duration) {
        try {
            await(new CompletableFuture<>(), duration);
        } catch (TimeoutException ex) {
            return true;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** A task that may still be called off. */
    interface Scheduled {

        /** Calls it off, unless it has begun. */
        void cancel();
    }
}
