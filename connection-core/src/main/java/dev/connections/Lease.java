package dev.connections;

/**
 * The right to use a connection's resource for a while. The resource is not closed before every lease of it is. Held by
 * one user at a time; closing it twice does nothing.
 *
 * @param <R> the resource
 */
public interface Lease<R> extends AutoCloseable {

    /**
     * The resource.
     *
     * @throws IllegalStateException if the lease is closed
     */
    R resource();

    /** Ends the use. */
    @Override
    void close();

    /**
     * Ends the use, which has failed in a way that tells against the target: if all uses end so, it is soon asked whether it still
     * answers. By default as {@link #close()}.
     */
    default void closeAfterFailure() {
        close();
    }
}
