package dev.connections;

/**
 * A use of a resource without a result.
 *
 * @param <R> the resource
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface ResourceAction<R, X extends Exception> {

    /** Uses the resource. */
    void run(R resource) throws X;
}
