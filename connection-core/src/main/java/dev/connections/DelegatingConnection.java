package dev.connections;

import dev.connections.cache.QueryCache;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Base class of handles: a connection with its own methods on top of a supervised one. Thread-safe; subclasses must
 * be, too.
 *
 * @param <R> the resource, or a supertype of it that users see
 */
public class DelegatingConnection<R> implements ManagedConnection<R> {

    private final ManagedConnection<R> connection;

    /** @param connection the supervised connection to build on */
    @SuppressWarnings("unchecked") // a connection only hands resources out
    protected DelegatingConnection(ManagedConnection<? extends R> connection) {
        this.connection = (ManagedConnection<R>) Objects.requireNonNull(connection, "connection");
    }

    @Override
    public final String name() {
        return connection.name();
    }

    @Override
    public final String type() {
        return connection.type();
    }

    @Override
    public final ConnectionState state() {
        return connection.state();
    }

    @Override
    public final QueryCache cache() {
        return connection.cache();
    }

    @Override
    public final void reset() {
        connection.reset();
    }

    @Override
    public final Lease<R> lease() {
        return connection.lease();
    }

    @Override
    public final <T extends @Nullable Object, X extends Exception> T call(
            ResourceCall<? super R, ? extends T, X> action) throws X {
        return connection.call(action);
    }

    @Override
    public final <X extends Exception> void run(ResourceAction<? super R, X> action) throws X {
        connection.run(action);
    }

    @Override
    public final <T extends @Nullable Object, X extends Exception> T callWithRetry(
            ResourceCall<? super R, ? extends T, X> action, Predicate<? super Exception> broken) throws X {
        return connection.callWithRetry(action, broken);
    }

    @Override
    public final void countRetry() {
        connection.countRetry();
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
