package dev.connections;

import dev.connections.cache.QueryCache;
import java.util.function.Predicate;
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
     * Uses the resource and returns what the action returns. The resource must not be kept beyond the action. If the action
     * throws a {@link CredentialsRefusedException} of this connection, such as for a response with status 401, the credentials
     * are requested again, and the next use opens another resource with them.
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

    /**
     * Uses the resource for an action that is safe to repeat, such as a read. If the action fails because the connection is
     * broken, the resource is checked, replaced if need be, and the action runs again: at once after the first failure, then
     * with growing pauses, as long as {@code recovery.ride-out} allows. After a {@link CredentialsRefusedException} of this
     * connection, the action runs once more on a resource that was opened with fresh credentials. Retries are counted, as
     * {@link #countRetry} does.
     *
     * @param broken whether a failure of the action means that the connection is broken, such as an {@code IOException} of a
     *     socket. Any other failure is thrown at once
     * @throws ConnectionUnavailableException as {@link #lease()}
     * @throws ConnectionClosedException as {@link #lease()}
     * @throws X the last failure of the action, as it is
     */
    default <T extends @Nullable Object, X extends Exception> T callWithRetry(
            ResourceCall<? super R, ? extends T, X> action, Predicate<? super Exception> broken) throws X {
        return call(action);
    }

    /**
     * Counts a retry of a call in the connection's metrics and in its report. For handles that retry by themselves. Does nothing
     * by default.
     */
    default void countRetry() {}
}
