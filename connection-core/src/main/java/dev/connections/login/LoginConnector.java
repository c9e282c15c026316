package dev.connections.login;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionException;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.CredentialsRefusedException;
import dev.connections.cache.QueryCache;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.login.Login.CacheUser;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.login.form.LoginInput;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.SupervisionStatistics;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.resource.ConnectConfig;
import dev.connections.supervision.runtime.SupervisorRuntime;
import java.net.SocketTimeoutException;
import java.sql.SQLTimeoutException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Opens the connections of users, with limited concurrency and within the maximum number of logins. An attempt
 * takes no place before it has succeeded. Thread-safe.
 *
 * @param capacity a connection has a place from when it is open until it is closed
 * @param closed whether logins are no longer accepted
 * @param broke ends a login whose connection cannot be used any more; must not wait
 */
record LoginConnector<R>(
        ConnectionName name,
        String type,
        SupervisionStatistics statistics,
        QueryCache cache,
        SupervisorRuntime runtime,
        LoginCapacity capacity,
        BooleanSupplier closed,
        Consumer<Login<R>> broke) {

    private static final Logger logger = LoggerFactory.getLogger(Logins.class);

    private static final String MASK = "******";

    /** Attempts under way hold a thread of the web server each, so that there is a bound on those that wait, too. */
    private static final int LEAST_ATTEMPTS = 100;

    /** A login whose connection is open, once; it has a place. */
    Login<R> open(LoginRequest request, LoginInput input, LoginConfig<R> config) {
        return open(
                config,
                input.settings(),
                input.credentials(),
                (factory, place) -> once(request, input, factory, config, place));
    }

    /**
     * A login whose connection is opened again as need be, because the provider knows the credentials; it has a place.
     */
    Login<R> open(LoginId id, String principal, CredentialsProvider provider, LoginConfig<R> config) {
        return open(config, config.form().initial(), Credentials.none(), (factory, place) -> {
            CacheUser cacheUser = CacheUser.next();
            SupervisedConnection<R> connection = connection(factory, provider, config.supervision(), cacheUser);
            return new Login<>(id, cacheUser, principal, principal, connection, true, place, runtime::nanoTime);
        });
    }

    private Login<R> open(
            LoginConfig<R> config,
            Map<String, String> settings,
            Credentials credentials,
            BiFunction<ConnectionFactory<? extends R>, LoginReservation, Login<R>> logins) {
        int most = config.settings().maxConnections();
        if (!capacity.beginAttempt(Math.max(most, LEAST_ATTEMPTS))) {
            throw busy(config);
        }
        try {
            if (capacity.isFull(most)) {
                throw busy(config);
            }
            awaitTurn(config);
            Login<R> login = openInTurn(config, settings, credentials, logins);
            if (!login.place.keep(most)) {
                broke.accept(login);
                throw busy(config);
            }
            return login;
        } finally {
            capacity.endAttempt();
        }
    }

    private Login<R> openInTurn(
            LoginConfig<R> config,
            Map<String, String> settings,
            Credentials credentials,
            BiFunction<ConnectionFactory<? extends R>, LoginReservation, Login<R>> logins) {
        LoginReservation place = new LoginReservation(capacity, config.turns());
        Login<R> login = null;
        try {
            // after it has a place: close() sets the flag first, and then waits for all places
            if (closed.getAsBoolean()) {
                throw new ConnectionClosedException(name.value());
            }
            ConnectionFactory<? extends R> factory = factory(settings, config);
            login = logins.apply(factory, place);
            connect(login, factory, credentials);
            return login;
        } finally {
            if (login == null) {
                place.leave();
            }
        }
    }

    private void awaitTurn(LoginConfig<R> config) {
        try {
            long patience = config.supervision().connectTimeout().toNanos();
            if (!config.turns().tryAcquire(patience, TimeUnit.NANOSECONDS)) {
                throw busy(config);
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw busy(config);
        }
    }

    private ConnectionFactory<? extends R> factory(Map<String, String> settings, LoginConfig<R> config) {
        try {
            return config.factoryProvider().factory(settings);
        } catch (RuntimeException ex) {
            logger.debug("What was entered to log in to connection '{}' cannot be used", name, ex);
            throw failed(LoginFailure.INVALID);
        }
    }

    private Login<R> once(
            LoginRequest request,
            LoginInput input,
            ConnectionFactory<? extends R> factory,
            LoginConfig<R> config,
            LoginReservation place) {
        CacheUser cacheUser = CacheUser.next();
        OneTimeCredentials credentials = new OneTimeCredentials(name.value(), input.credentials());
        SupervisedConnection<R> connection = connection(factory, credentials, config.onceOnly(), cacheUser);
        Login<R> login = new Login<>(
                request.id(),
                cacheUser,
                request.throttleKey(config.canonicalUser(input.user())),
                request.principal(),
                connection,
                false,
                place,
                runtime::nanoTime);
        credentials.onSecondRequest(() -> broke.accept(login));
        return login;
    }

    private SupervisedConnection<R> connection(
            ConnectionFactory<? extends R> factory,
            CredentialsProvider credentials,
            SupervisionSettings settings,
            CacheUser user) {
        ConnectConfig<R> config = ConnectConfig.of(name.value(), factory, credentials, settings);
        return new SupervisedConnection<>(name, type, config, statistics, cache, user);
    }

    /** Ends the login if it fails. */
    private void connect(Login<R> login, ConnectionFactory<? extends R> factory, Credentials credentials) {
        boolean connected = false;
        try {
            login.connection.lease().close();
            connected = true;
        } catch (ConnectionException ex) {
            LoginFailure kind = kindOf(ex, factory);
            // what users do wrong is their business, and who they are
            logger.atLevel((kind == LoginFailure.REFUSED) ? Level.DEBUG : Level.WARN)
                    .log("A login to connection '{}' failed: {}", name, reason(ex, credentials.secret()));
            throw failed(kind);
        } finally {
            if (!connected) {
                broke.accept(login);
            }
        }
    }

    private static LoginFailure kindOf(ConnectionException failure, ConnectionFactory<?> factory) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof CredentialsRefusedException) {
                return LoginFailure.REFUSED;
            }
            if (each instanceof TimeoutException
                    || each instanceof SocketTimeoutException
                    || each instanceof SQLTimeoutException) {
                return LoginFailure.TIMED_OUT;
            }
        }
        // such as a database that does not exist: to tell would help to find those that do
        return (failure.getCause() instanceof Exception cause && !factory.isTransient(cause))
                ? LoginFailure.REFUSED
                : LoginFailure.UNREACHABLE;
    }

    /** A factory of the application's own may repeat everything that it was given. */
    private static String reason(ConnectionException failure, @Nullable String secret) {
        String reason = String.valueOf(failure.getMessage());
        return (secret == null || secret.isEmpty()) ? reason : reason.replace(secret, MASK);
    }

    private LoginFailedException busy(LoginConfig<R> config) {
        return new LoginFailedException(
                name.value(), LoginFailure.BUSY, config.supervision().connectTimeout());
    }

    private LoginFailedException failed(LoginFailure failure) {
        return new LoginFailedException(name.value(), failure, null);
    }
}
