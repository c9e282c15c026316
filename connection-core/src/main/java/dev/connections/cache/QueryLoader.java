package dev.connections.cache;

import org.jspecify.annotations.Nullable;

/**
 * Gets a result from its source, on the thread of a caller.
 *
 * @param <T> the result
 * @param <X> what loading throws
 */
@FunctionalInterface
public interface QueryLoader<T extends @Nullable Object, X extends Exception> {

    /**
     * Gets the result.
     *
     * @throws X whatever the source fails with; nothing is cached then
     */
    T load() throws X;

    /** Whether a result is to be kept; all who wait for it get it in any case. */
    default boolean isCacheable(T result) {
        return true;
    }

    /**
     * How long the caller waits at most, in nanoseconds, for others that load the same; 0 for as long as it takes. Loading
     * itself sees to its own limit.
     */
    default long timeout() {
        return 0;
    }

    /** What a caller gets that has waited so long for another. */
    default X timedOut() throws X {
        throw new IllegalStateException("Another caller took too long to load the result");
    }

    /** What a caller gets that is interrupted while it waits; its thread's interrupt status is set. */
    default X interrupted() throws X {
        throw new IllegalStateException("The thread was interrupted while another loaded the result");
    }

    /**
     * Whether a failure of {@link #load} comes from this caller and not from the source, such as its own time-out. Others that
     * wait for the result then load it themselves.
     */
    default boolean isCallerFailure(Throwable failure) {
        return false;
    }

    /** Whether a failure of {@link #load} is the source's, so that an older result may be served in its place. */
    default boolean isSourceFailure(Throwable failure) {
        return failure instanceof Exception;
    }

    /** The loader to be run on another thread; {@code this}, if it keeps nothing of the present one. */
    default QueryLoader<T, X> detached() {
        return this;
    }
}
