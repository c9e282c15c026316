package dev.connections.cache;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Begins to get a result from its source, without keeping a thread waiting.
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface AsyncQueryLoader<T extends @Nullable Object> {

    /** Begins to get the result, on the thread of a caller. */
    CompletionStage<T> load();

    /** Whether a result is to be kept; all who wait for it get it in any case. */
    default boolean isCacheable(T result) {
        return true;
    }

    /** Whether a failure of the load is the source's, so that an older result may be served in its place. */
    default boolean isSourceFailure(Throwable failure) {
        return failure instanceof Exception;
    }

    /** The loader that loads anew while its caller goes on with the present result. */
    default AsyncQueryLoader<T> detached() {
        return this;
    }
}
