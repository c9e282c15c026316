package dev.connections;

/**
 * A temporary right to use the resource of a connection. The resource is not closed before all its leases are. Used
 * by one thread at a time; closing a lease twice has no effect.
 *
 * @param <R> the resource
 */
public interface Lease<R> extends AutoCloseable {

    /**
     * Returns the resource.
     *
     * @throws IllegalStateException if the lease is closed
     */
    R resource();

    /** Releases the resource. */
    @Override
    void close();

    /**
     * Releases the resource after a failure that may be caused by the target. If all uses end so, the health of the
     * target is checked soon. Same as {@link #close()} by default.
     */
    default void closeAfterFailure() {
        close();
    }
}
