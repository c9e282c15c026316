package dev.connections;

import org.jspecify.annotations.Nullable;

/**
 * An action on a resource that returns a result.
 *
 * @param <R> the resource
 * @param <T> the result
 * @param <X> the exception that the action may throw
 */
@FunctionalInterface
public interface ResourceCall<R, T extends @Nullable Object, X extends Exception> {

    /** Uses the resource. */
    T call(R resource) throws X;
}
