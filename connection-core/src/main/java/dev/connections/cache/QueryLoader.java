package dev.connections.cache;

import org.jspecify.annotations.Nullable;

/**
 * Loads a result from its source, on the thread of a caller.
 *
 * @param <T> the result
 * @param <X> the exception of a failed load
 */
@FunctionalInterface
public interface QueryLoader<T extends @Nullable Object, X extends Exception> {

    /**
     * Loads the result.
     *
     * @throws X if the source fails; nothing is cached then
     */
    T load() throws X;

    /** Returns whether a result may be cached; all waiting callers receive it in any case. True by default. */
    default boolean isCacheable(T result) {
        return true;
    }

    /**
     * Returns how long the caller waits for the load of another caller, in nanoseconds; 0 for no limit. The load
     * itself enforces its own timeout.
     */
    default long timeout() {
        return 0;
    }

    /** Returns the exception for a caller whose wait for another load timed out; or throws it, as by default. */
    default X timedOut() throws X {
        throw new IllegalStateException("Another caller took too long to load the result");
    }

    /**
     * Returns the exception for a caller that is interrupted while it waits; or throws it, as by default. The interrupt
     * status of its thread is set.
     */
    default X interrupted() throws X {
        throw new IllegalStateException("The thread was interrupted while another loaded the result");
    }

    /**
     * Returns whether a failure of {@link #load} is caused by this caller and not by the source, such as its own
     * timeout. Other callers that wait for the result then load it themselves.
     */
    default boolean isCallerFailure(Throwable failure) {
        return false;
    }

    /** Returns whether a failure of {@link #load} is caused by the source, so that a stale result may be served. */
    default boolean isSourceFailure(Throwable failure) {
        return failure instanceof Exception;
    }

    /** Returns a loader that can run on another thread; {@code this}, if it keeps nothing of the current thread. */
    default QueryLoader<T, X> detached() {
        return this;
    }
}
