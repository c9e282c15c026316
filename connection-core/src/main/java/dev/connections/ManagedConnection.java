package dev.connections;

import dev.connections.cache.QueryCache;
import org.jspecify.annotations.Nullable;

/**
 * A connection by name: what users inject and keep. It never changes identity, whatever happens to the resource
 * underneath. Safe for use by several threads.
 *
 * @param <R> the resource
 */
public interface ManagedConnection<R> {

    /** The connection's name, as configured. */
    String name();

    /** The connection's type, such as {@code sql}. */
    String type();

    /** The present state. */
    ConnectionState state();

    /**
     * What has been read and is kept for a limited time. Nothing is unless a time is given, by a call, by {@code @CachedQuery}
     * or by {@code connections.<name>.cache.ttl}.
     */
    QueryCache cache();

    /**
     * Replaces the resource: the next use opens a fresh one, uses in flight finish on the old one, which is then closed. Clears
     * the cache.
     * Does nothing to a connection that is closed.
     */
    void reset();

    /**
     * Takes the right to use the resource, opening it first if need be. For uses that outlive a method call; otherwise
     * prefer {@link #call}.
     *
     * @throws ConnectionUnavailableException if it cannot be opened, or not within the connection's
     *     {@code connect-timeout}
     * @throws ConnectionClosedException if the connection is closed
     */
    Lease<R> lease();

    /**
     * Uses the resource and returns what the action returns. The resource must not be kept beyond the action.
     *
     * @throws ConnectionUnavailableException as {@link #lease()}
     * @throws ConnectionClosedException as {@link #lease()}
     * @throws X whatever the action throws, as it is
     */
    default <T extends @Nullable Object, X extends Exception> T call(ResourceCall<? super R, ? extends T, X> action)
            throws X {
        try (Lease<R> lease = lease()) {
            return action.call(lease.resource());
        }
    }

    /**
     * Uses the resource. The resource must not be kept beyond the action.
     *
     * @throws ConnectionUnavailableException as {@link #lease()}
     * @throws ConnectionClosedException as {@link #lease()}
     * @throws X whatever the action throws, as it is
     */
    default <X extends Exception> void run(ResourceAction<? super R, X> action) throws X {
        try (Lease<R> lease = lease()) {
            action.run(lease.resource());
        }
    }
}
