package dev.connections.cache;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Loads a result from its source asynchronously.
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface AsyncQueryLoader<T extends @Nullable Object> {

    /** Starts to load the result, on the thread of a caller. */
    CompletionStage<T> load();

    /** Returns whether a result may be cached; all waiting callers receive it in any case. True by default. */
    default boolean isCacheable(T result) {
        return true;
    }

    /** Returns whether a failure of the load is caused by the source, so that a stale result may be served. */
    default boolean isSourceFailure(Throwable failure) {
        return failure instanceof Exception;
    }

    /** Returns a loader for a refresh in the background while the current result is served. */
    default AsyncQueryLoader<T> detached() {
        return this;
    }
}
