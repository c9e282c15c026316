package dev.connections.login;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.DurationText;
import dev.connections.Internal;
import dev.connections.cache.QueryCache;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.login.form.LoginForm;
import dev.connections.login.form.LoginInput;
import dev.connections.metrics.ResourceGauge;
import dev.connections.metrics.ResourceTimer;
import dev.connections.supervision.ConnectionHistory;
import dev.connections.supervision.ConnectionStatus;
import dev.connections.supervision.Supervision;
import dev.connections.supervision.SupervisionStatistics;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.runtime.SupervisorRuntime;
import dev.connections.supervision.runtime.SystemRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logins of one connection. Each login is a connection of its own, opened with its user's credentials. It is
 * closed on logout, after the idle timeout, or when it breaks. Thread-safe.
 *
 * <p><b>Limits.</b> An open login takes one of {@code maxConnections} places until all its resources are closed. An
 * attempt takes no place, but one of {@code maxOpenings} permits, until it has failed and its connection is closed.
 * So the target never has more connections than the sum of both. A login ends an earlier one of the same user only
 * after the target has accepted its credentials.
 *
 * <p><b>Secrets.</b> The secret is valid for one attempt, and wiped from memory after it. Only the open connection,
 * the user name and the id remain; the web layer keeps the id in the user's session.
 *
 * @param <R> the resource
 */
public final class Logins<R> implements Supervision<R> {

    private static final Logger logger = LoggerFactory.getLogger(Logins.class);

    private static final String FIGURE = "logins.open";

    /** A target that has answered within this time is taken to be there. */
    private static final Duration LATELY = Duration.ofSeconds(1);

    private final ConnectionName name;

    private final String type;

    private final SupervisorRuntime runtime;

    private final LoginStatistics loginStatistics = new LoginStatistics();

    private final SupervisionStatistics statistics = new SupervisionStatistics();

    private final QueryCache cache;

    private final OpenLogins<R> open = new OpenLogins<>();

    private final LoginCapacity capacity = new LoginCapacity();

    private final LoginConnector<R> openings;

    private final LoginCloser closer;

    private final IdleLoginReaper idle;

    private final Instant since = Instant.now();

    private volatile LoginConfig<R> config;

    private volatile boolean closed;

    /**
     * @param name the connection's name
     * @param type the connection's type
     * @param form what users fill in
     * @param factoryProvider makes the factory for what they have entered
     * @param supervision the bounds of all waits
     * @param settings the bounds of logins
     * @param cache what users have read; it keeps the results of each apart
     */
    @Internal
    public Logins(
            ConnectionName name,
            String type,
            LoginForm form,
            LoginFactoryProvider<R> factoryProvider,
            SupervisionSettings supervision,
            LoginSettings settings,
            QueryCache cache) {
        this(name, type, form, factoryProvider, supervision, settings, cache, SystemRuntime.INSTANCE);
    }

    Logins(
            ConnectionName name,
            String type,
            LoginForm form,
            LoginFactoryProvider<R> factoryProvider,
            SupervisionSettings supervision,
            LoginSettings settings,
            QueryCache cache,
            SupervisorRuntime runtime) {
        this.name = name;
        this.type = type;
        this.cache = cache;
        this.runtime = runtime;
        this.config = LoginConfig.of(form, factoryProvider, supervision, settings, runtime);
        this.openings = new LoginConnector<>(
                name,
                type,
                statistics,
                cache,
                runtime,
                capacity,
                () -> closed,
                login -> end(login, LoginEndReason.BROKEN));
        this.closer = new LoginCloser(name.value(), runtime);
        this.idle = new IdleLoginReaper(runtime);
        cache.isolateUsers(new LoginUserProvider(this));
        watchIdle();
    }

    /** Returns the login form. */
    public LoginForm form() {
        return config.form();
    }

    /**
     * Opens the connection of a user.
     *
     * @throws LoginFailedException if the login fails
     * @throws ConnectionClosedException if the application is shutting down
     */
    public void open(LoginRequest request) throws LoginFailedException {
        LoginConfig<R> now = config;
        LoginInput input = null;
        try {
            input = now.form().read(request.entered());
            openUnlessThrottled(request, input, now);
            loginStatistics.succeeded();
        } catch (LoginFailedException ex) {
            loginStatistics.failed(ex.failure());
            throw ex;
        } finally {
            LoginForm.clear(request.entered());
            if (input != null) {
                input.credentials().clear();
            }
        }
    }

    /**
     * Opens the connection of a user with external credentials, such as a renewed token. It is opened again when it
     * breaks, and when the credentials change. It reconnects when it breaks or when the credentials change.
     *
     * @param id the id of the login; an open login with the same id is replaced
     * @param principal the name of the user in the application
     * @param provider the credentials, requested at each attempt to connect on other threads
     * @throws LoginFailedException if the login fails
     * @throws ConnectionClosedException if the application is shutting down
     */
    public void open(LoginId id, String principal, CredentialsProvider provider) throws LoginFailedException {
        LoginConfig<R> now = config;
        try {
            admit(openings.open(id, principal, provider, now), now);
            loginStatistics.succeeded();
        } catch (LoginFailedException ex) {
            loginStatistics.failed(ex.failure());
            throw ex;
        }
    }

    /** Returns the statistics of login attempts. */
    public LoginStatistics loginStatistics() {
        return loginStatistics;
    }

    private void openUnlessThrottled(LoginRequest request, LoginInput input, LoginConfig<R> now) {
        long start = runtime.nanoTime();
        String user = (input.user() != null) ? now.canonicalUser(input.user()) : request.principal();
        LoginThrottle.Attempt attempt = now.throttle().begin(user, request.address());
        boolean refused = false;
        try {
            admit(openings.open(request, input, now), now);
        } catch (LoginFailedException ex) {
            refused = ex.failure() == LoginFailure.REFUSED;
            throw ex;
        } finally {
            attempt.end(refused);
            if (refused) {
                runtime.pause(now.settings().refusalTime().minusNanos(runtime.nanoTime() - start));
            }
        }
    }

    private void admit(Login<R> login, LoginConfig<R> now) {
        open.add(login, now.settings().maxPerUser()).forEach(this::end);
        if (closed) {
            end(login, LoginEndReason.CLOSED);
            throw new ConnectionClosedException(name.value());
        }
        if (now != config) {
            end(login, LoginEndReason.RECONFIGURED);
            throw new LoginFailedException(
                    name.value(), LoginFailure.BUSY, now.supervision().connectTimeout());
        }
        if (login.isBroken()) {
            throw new LoginFailedException(name.value(), LoginFailure.UNREACHABLE, null);
        }
        logger.debug("A user logged in to connection '{}'", name);
    }

    /** The login of the user on whose behalf the thread works; {@code null} if there is none. */
    @Nullable
    Login<R> current() {
        CurrentLogins logins = LoginContext.current();
        if (logins == null) {
            return null;
        }
        LoginId id = logins.of(name.value());
        return (id != null) ? open.find(id, logins.principal()) : null;
    }

    /**
     * Returns whether a login is open, and counts as a use of it. Checks the target, unless it has responded
     * recently, and blocks up to the check timeout.
     *
     * @param principal the current user; a login of another user is not found
     */
    public boolean isOpen(LoginId id, @Nullable String principal) {
        Login<R> login = open.find(id, principal);
        if (login == null) {
            return false;
        }
        login.touch();
        if (login.lasting) {
            return true;
        }
        login.connection.verify(LATELY);
        ConnectionState state = login.connection.state();
        if (state == ConnectionState.UP || state == ConnectionState.DEGRADED) {
            return true;
        }
        end(login, LoginEndReason.BROKEN);
        return false;
    }

    /**
     * Logs out. Closes the connection in the background after the calls in flight. Does nothing if there is no such
     * login.
     */
    public void close(LoginId id) {
        Login<R> login = open.get(id);
        if (login != null) {
            end(login, LoginEndReason.LOGGED_OUT);
        }
    }

    void end(Login<R> login, LoginEndReason reason) {
        boolean first = login.end(reason);
        // after it is marked: one that is being added at the moment is not added, or removed here
        open.remove(login);
        if (first) {
            cache.evictUser(login.cacheUser);
            logger.debug("A login to connection '{}' has ended: {}", name, reason);
            closer.close(login.connection, login.place::leave);
        }
    }

    private void endAll(Predicate<Login<R>> which, LoginEndReason reason) {
        open.all().stream().filter(which).forEach(login -> end(login, reason));
    }

    private void watchIdle() {
        Duration timeout = config.settings().idleTimeout();
        idle.watch(timeout, () -> endAll(login -> login.idleNanos() >= timeout.toNanos(), LoginEndReason.IDLE));
    }

    /** Replaces the settings. Ends all logins, because the target may be another one. */
    public void reload(
            LoginForm form,
            LoginFactoryProvider<R> factoryProvider,
            SupervisionSettings supervision,
            LoginSettings settings) {
        config = LoginConfig.of(form, factoryProvider, supervision, settings, runtime);
        watchIdle();
        reset();
    }

    @Override
    public String name() {
        return name.value();
    }

    @Override
    public String type() {
        return type;
    }

    /** Returns {@code NEW} while no user is logged in. */
    @Override
    public ConnectionState state() {
        if (closed) {
            return ConnectionState.CLOSED;
        }
        return (open.size() == 0) ? ConnectionState.NEW : ConnectionState.UP;
    }

    @Override
    public ConnectionStatus status() {
        return new ConnectionStatus(name.value(), type, state(), since, null, null, null, false, null, Map.of());
    }

    @Override
    public SupervisionStatistics statistics() {
        return statistics;
    }

    /** Empty: each login is a connection of its own. */
    @Override
    public ConnectionHistory history() {
        return new ConnectionHistory();
    }

    @Override
    public List<ResourceGauge<R>> gauges() {
        return List.of(new ResourceGauge<>(FIGURE, "Users who are logged in", resource -> 0));
    }

    /** None: each user has a resource. */
    @Override
    public List<ResourceTimer> timers() {
        return List.of();
    }

    /** How many users are logged in. */
    @Override
    public long read(ResourceGauge<R> gauge) {
        return gauge.name().equals(FIGURE) ? open.size() : 0;
    }

    @Override
    public QueryCache cache() {
        return cache;
    }

    /** Ends all logins. */
    @Override
    public void reset() {
        endAll(login -> true, LoginEndReason.RESET);
        cache.clear();
    }

    /** Does nothing: only users can log in. */
    @Override
    public void open() {}

    @Override
    public void suspend() {
        reset();
        closer.await(config.supervision().closeTimeout());
    }

    /** Ends all logins, and waits for attempts that are running. */
    @Override
    public void close() {
        closed = true;
        idle.close();
        reset();
        Duration bound = LoginCloser.bound(config.supervision().closeTimeout());
        if (!capacity.awaitNone(bound)) {
            logger.warn("Logins to connection '{}' did not close within {}", name, DurationText.of(bound));
        }
        cache.close();
    }

    @Override
    public String toString() {
        return "logins to connection '" + name + "' (" + type + ", " + open.size() + " open)";
    }
}
