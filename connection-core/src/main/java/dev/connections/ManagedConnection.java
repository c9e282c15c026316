package dev.connections;

import dev.connections.cache.QueryCache;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A named connection: what users inject and keep. Its identity never changes, whatever happens to the resource
 * underneath. Thread-safe.
 *
 * @param <R> the resource
 */
public interface ManagedConnection<R> {

    /** Returns the connection's name, as configured. */
    String name();

    /** Returns the connection's type, such as {@code sql}. */
    String type();

    /** Returns the current state. */
    ConnectionState state();

    /**
     * Returns the connection's query cache. Results are cached only with a TTL, set in a call, by {@code
     * @CachedQuery} or by {@code connections.<name>.cache.ttl}.
     */
    QueryCache cache();

    /**
     * Replaces the resource and clears the cache. The next call opens a new resource; calls in flight finish on the
     * old one, which is then closed. Does nothing if the connection is closed.
     */
    void reset();

    /**
     * Acquires the resource, and opens it first if necessary. For uses that outlive a method call; otherwise prefer
     * {@link #call}.
     *
     * @return a lease, which the caller must close
     * @throws ConnectionUnavailableException if the resource cannot be opened within the connection's {@code
     *     connect-timeout}
     * @throws CredentialsRefusedException if the target rejected the credentials
     * @throws dev.connections.login.LoginRequiredException if each user opens the connection, and the thread works for
     *     no user who is logged in
     * @throws ConnectionClosedException if the connection is closed
     * @throws IllegalStateException if the thread must not block, such as an event loop
     */
    Lease<R> lease();

    /**
     * Calls an action with the resource and returns its result. The action must not keep the resource. If the
     * action throws a {@link CredentialsRefusedException} of this connection, such as for a response with status
     * 401, the credentials are requested again, and the next call opens a new resource with them.
     *
     * @throws ConnectionException as {@link #lease()}
     * @throws X the exception of the action, unchanged
     */
    default <T extends @Nullable Object, X extends Exception> T call(ResourceCall<? super R, ? extends T, X> action)
            throws X {
        try (Lease<R> lease = lease()) {
            return action.call(lease.resource());
        }
    }

    /**
     * Runs an action with the resource. The action must not keep the resource.
     *
     * @throws ConnectionException as {@link #lease()}
     * @throws X the exception of the action, unchanged
     */
    default <X extends Exception> void run(ResourceAction<? super R, X> action) throws X {
        try (Lease<R> lease = lease()) {
            action.run(lease.resource());
        }
    }

    /**
     * Calls an idempotent action, such as a read, and retries it if the connection is broken. The resource is
     * checked and replaced if necessary. The first retry follows at once, the others after growing pauses, as long
     * as {@code recovery.ride-out} allows. After a {@link CredentialsRefusedException} of this connection, the
     * action is retried once on a resource that was opened with new credentials. Retries are counted, as by {@link
     * #countRetry}.
     *
     * @param broken returns whether a failure of the action means that the connection is broken, such as an {@code
     *     IOException} of a socket; any other failure is thrown at once
     * @throws ConnectionException as {@link #lease()}
     * @throws X the last exception of the action, unchanged
     */
    default <T extends @Nullable Object, X extends Exception> T callWithRetry(
            ResourceCall<? super R, ? extends T, X> action, Predicate<? super Exception> broken) throws X {
        return call(action);
    }

    /**
     * Counts a retry in the connection's metrics and report, for handles that retry calls themselves. Does nothing
     * by default.
     */
    default void countRetry() {}
}
