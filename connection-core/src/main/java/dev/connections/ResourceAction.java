package dev.connections;

/**
 * An action on a resource, without a result.
 *
 * @param <R> the resource
 * @param <X> the exception that the action may throw
 */
@FunctionalInterface
public interface ResourceAction<R, X extends Exception> {

    /** Uses the resource. */
    void run(R resource) throws X;
}
