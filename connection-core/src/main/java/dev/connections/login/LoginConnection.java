package dev.connections.login;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionException;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.CredentialsRefusedException;
import dev.connections.Internal;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import dev.connections.ResourceAction;
import dev.connections.ResourceCall;
import dev.connections.cache.QueryCache;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connection handle for logins: each call uses the connection of the user of the calling thread. Thread-safe.
 *
 * @param <R> the resource
 */
@Internal
public final class LoginConnection<R> implements ManagedConnection<R> {

    private final Logins<R> logins;

    /** @param logins the connections of all users */
    public LoginConnection(Logins<R> logins) {
        this.logins = logins;
    }

    @Override
    public String name() {
        return logins.name();
    }

    @Override
    public String type() {
        return logins.type();
    }

    /** That of the user's connection; {@code NEW} if the user of the thread is not logged in. */
    @Override
    public ConnectionState state() {
        Login<R> login = logins.current();
        return (login != null) ? login.connection.state() : ConnectionState.NEW;
    }

    /** What users have read. Each is served only what was read since the login. */
    @Override
    public QueryCache cache() {
        return logins.cache();
    }

    /**
     * Logs the user out, for nobody knows the credentials to open another resource with. Does nothing if there is none.
     */
    @Override
    public void reset() {
        Login<R> login = logins.current();
        if (login != null) {
            logins.end(login, LoginEndReason.RESET);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws LoginRequiredException if the user of the thread is not logged in
     */
    @Override
    public Lease<R> lease() {
        Login<R> login = current();
        login.beginUse();
        try {
            return new LoginLease<>(login.connection.lease(), login);
        } catch (ConnectionException ex) {
            login.endUse();
            throw asEnded(login, ex);
        }
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> T call(ResourceCall<? super R, ? extends T, X> action)
            throws X {
        return use(connection -> connection.call(action));
    }

    @Override
    public <X extends Exception> void run(ResourceAction<? super R, X> action) throws X {
        this.<@Nullable Object, X>use(connection -> {
            connection.run(action);
            return null;
        });
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> T callWithRetry(
            ResourceCall<? super R, ? extends T, X> action, Predicate<? super Exception> broken) throws X {
        return use(connection -> connection.callWithRetry(action, broken));
    }

    private <T extends @Nullable Object, X extends Exception> T use(
            ResourceCall<ManagedConnection<R>, ? extends T, X> call) throws X {
        Login<R> login = current();
        login.beginUse();
        try {
            return call.call(login.connection);
        } catch (ConnectionException ex) {
            throw asEnded(login, ex);
        } finally {
            login.endUse();
        }
    }

    @Override
    public void countRetry() {
        logins.statistics().countRetry();
    }

    private Login<R> current() {
        Login<R> login = logins.current();
        if (login == null) {
            throw new LoginRequiredException(name(), null);
        }
        return login;
    }

    /** One that cannot be opened again is at its end, whatever keeps it from being used. */
    private RuntimeException asEnded(Login<R> login, ConnectionException failure) {
        if (login.lasting && !login.hasEnded()) {
            return failure;
        }
        // an action may use other connections
        if (failure.connectionName().equals(name())
                && (failure instanceof ConnectionUnavailableException
                        || failure instanceof ConnectionClosedException
                        || failure instanceof CredentialsRefusedException)) {
            logins.end(login, LoginEndReason.BROKEN);
            return new LoginRequiredException(name(), failure);
        }
        return failure;
    }

    @Override
    public String toString() {
        return "connection '" + name() + "' (" + type() + ", of each user)";
    }
}
