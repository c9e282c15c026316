package dev.connections;

import org.jspecify.annotations.Nullable;

/**
 * A use of a resource that gives a result.
 *
 * @param <R> the resource
 * @param <T> the result
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface ResourceCall<R, T extends @Nullable Object, X extends Exception> {

    /** Uses the resource. */
    T call(R resource) throws X;
}
