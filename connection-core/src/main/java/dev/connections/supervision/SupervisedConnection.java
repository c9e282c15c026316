package dev.connections.supervision;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.CredentialsRefusedException;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import dev.connections.ResourceAction;
import dev.connections.ResourceCall;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.metrics.ResourceGauge;
import dev.connections.metrics.ResourceTimer;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.resource.AccessCheck;
import dev.connections.supervision.resource.ConnectConfig;
import dev.connections.supervision.resource.HeldLease;
import dev.connections.supervision.resource.SharedResource;
import dev.connections.supervision.runtime.NonBlockingThreads;
import dev.connections.supervision.runtime.Stripes;
import dev.connections.supervision.runtime.SupervisorRuntime;
import dev.connections.supervision.runtime.SystemRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that heals itself: its resource is opened, checked, replaced and closed as need be, below the hands of
 * its users. Safe for use by several threads.
 *
 * @param <R> the resource
 */
public final class SupervisedConnection<R> implements ManagedConnection<R>, Supervision<R> {

    private static final Logger logger = LoggerFactory.getLogger(SupervisedConnection.class);

    /**
     * How many resources one caller finds closed before it gives up: the stale one, and fresh ones that do not last.
     */
    private static final int MAX_FOUND_CLOSED = 3;

    private final String name;

    private final String type;

    private final QueryCache cache;

    private final Runnable clearCache;

    private final Runnable closeCache;

    private final Supervisor<R> supervisor;

    private final CurrentResource<R> current;

    private final AccessCheck<R> accessCheck;

    /**
     * Creates a connection.
     *
     * @param name the connection's name
     * @param type the connection's type
     * @param factory opens, checks and closes the resource
     * @param credentialsProvider provides the credentials of each attempt
     * @param settings timeouts and recovery
     */
    public SupervisedConnection(
            ConnectionName name,
            String type,
            ConnectionFactory<? extends R> factory,
            CredentialsProvider credentialsProvider,
            SupervisionSettings settings) {
        this(name, type, factory, credentialsProvider, settings, SystemRuntime.INSTANCE);
    }

    /**
     * Creates a connection with a cache.
     *
     * @param name the connection's name
     * @param type the connection's type
     * @param config the factory, credentials and settings
     * @param cache its query cache; closed with the connection
     * @param registries the registries of its circuit breaker, retry and time limiter
     */
    public SupervisedConnection(
            ConnectionName name,
            String type,
            ConnectConfig<R> config,
            QueryCache cache,
            SupervisionRegistries registries) {
        this(name, type, config, cache, SystemRuntime.INSTANCE, registries);
    }

    /**
     * Creates the connection of one user among others with the same name, who share a cache.
     *
     * @param name the connection's name
     * @param type the connection's type
     * @param config the factory, credentials and settings
     * @param statistics the statistics of all these connections
     * @param cache the query cache of all these connections
     * @param user the user in the cache, whose results are evicted when the connection is reset or closed
     */
    public SupervisedConnection(
            ConnectionName name,
            String type,
            ConnectConfig<R> config,
            SupervisionStatistics statistics,
            QueryCache cache,
            Object user) {
        this(
                type,
                cache,
                () -> cache.evictUser(user),
                () -> cache.evictUser(user),
                new Supervisor<>(
                        name.value(),
                        config,
                        SystemRuntime.INSTANCE,
                        statistics,
                        null,
                        () -> cache.evictUser(user),
                        true));
    }

    SupervisedConnection(
            ConnectionName name,
            String type,
            ConnectionFactory<? extends R> factory,
            CredentialsProvider credentialsProvider,
            SupervisionSettings settings,
            SupervisorRuntime runtime) {
        this(
                name,
                type,
                ConnectConfig.of(name.value(), factory, credentialsProvider, settings),
                new QueryCache(name.value(), CacheSettings.defaults()),
                runtime,
                SupervisionRegistries.create());
    }

    SupervisedConnection(
            ConnectionName name,
            String type,
            ConnectConfig<R> config,
            QueryCache cache,
            SupervisorRuntime runtime,
            SupervisionRegistries registries) {
        this(
                type,
                cache,
                cache::clear,
                cache::close,
                new Supervisor<>(
                        name.value(), config, runtime, new SupervisionStatistics(), registries, cache::clear, false));
    }

    private SupervisedConnection(
            String type, QueryCache cache, Runnable clearCache, Runnable closeCache, Supervisor<R> supervisor) {
        this.name = supervisor.name;
        this.type = type;
        this.cache = cache;
        this.clearCache = clearCache;
        this.closeCache = closeCache;
        this.supervisor = supervisor;
        this.current = supervisor.current;
        this.accessCheck = supervisor.healthMonitor.accessCheck();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public ConnectionState state() {
        return current.state();
    }

    @Override
    public ConnectionStatus status() {
        return supervisor.status(type);
    }

    @Override
    public SupervisionStatistics statistics() {
        return supervisor.statistics;
    }

    @Override
    public ConnectionHistory history() {
        return current.history();
    }

    @Override
    public List<ResourceGauge<R>> gauges() {
        return current.config().details().gauges();
    }

    @Override
    public List<ResourceTimer> timers() {
        return current.config().details().timers();
    }

    @Override
    public long read(ResourceGauge<R> gauge) {
        SharedResource<R> shared = current.get();
        // not a use: a look from outside is no sign of life of the target
        return (shared != null) ? current.config().details().read(gauge, shared.resource()) : 0;
    }

    @Override
    public void open() {
        supervisor.open();
    }

    /**
     * Refreshes the state: checks the target, unless it has responded lately, and waits for the result, at most for the
     * time of a check. Does not open a connection that is not open.
     *
     * @param maxAge how old an answer may be
     */
    public void verify(Duration maxAge) {
        supervisor.healthMonitor.verify(maxAge);
    }

    @Override
    public Lease<R> lease() {
        int stripe = Stripes.mine();
        return new HeldLease<>(use(stripe), stripe);
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> T call(ResourceCall<? super R, ? extends T, X> action)
            throws X {
        int stripe = Stripes.mine();
        SharedResource<R> shared = use(stripe);
        boolean succeeded = false;
        try {
            T result = action.call(shared.resource());
            succeeded = true;
            return result;
        } catch (CredentialsRefusedException ex) {
            refusedInUse(shared, ex);
            throw ex;
        } finally {
            shared.release(stripe, succeeded);
        }
    }

    @Override
    public <X extends Exception> void run(ResourceAction<? super R, X> action) throws X {
        int stripe = Stripes.mine();
        SharedResource<R> shared = use(stripe);
        boolean succeeded = false;
        try {
            action.run(shared.resource());
            succeeded = true;
        } catch (CredentialsRefusedException ex) {
            refusedInUse(shared, ex);
            throw ex;
        } finally {
            shared.release(stripe, succeeded);
        }
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> T callWithRetry(
            ResourceCall<? super R, ? extends T, X> action, Predicate<? super Exception> broken) throws X {
        CallRetries<R> retries = new CallRetries<>(supervisor, broken);
        for (; ; ) {
            int stripe = Stripes.mine();
            SharedResource<R> shared = use(stripe);
            boolean succeeded = false;
            boolean released = false;
            try {
                T result = action.call(shared.resource());
                succeeded = true;
                return result;
            } catch (CredentialsRefusedException ex) {
                if (!refusedInUse(shared, ex) || !retries.retryRefused()) {
                    throw ex;
                }
            } catch (Exception ex) {
                // the check that decides must not find a user who makes no progress
                shared.release(stripe, false);
                released = true;
                if (!retries.retryBroken(shared, ex)) {
                    throw ex;
                }
            } finally {
                if (!released) {
                    shared.release(stripe, succeeded);
                }
            }
            countRetry();
        }
    }

    @Override
    public void countRetry() {
        supervisor.statistics.countRetry();
    }

    /**
     * The target has refused the credentials of a resource in use: the next use opens another one with fresh
     * credentials.
     *
     * @return whether the refusal is of this connection, in any spelling of its name: an action may use others
     */
    private boolean refusedInUse(SharedResource<R> shared, CredentialsRefusedException refusal) {
        if (!ConnectionName.isValid(refusal.connectionName())
                || !new ConnectionName(refusal.connectionName()).equals(new ConnectionName(name))) {
            return false;
        }
        Credentials refused = shared.resolved().credentials();
        if (!refused.isForOneOpening()) {
            shared.credentialsProvider().invalidate(refused);
        }
        supervisor.markBroken(shared, refusal, false);
        return true;
    }

    /** The resource, in use by the caller. Allocates nothing while the connection is well. */
    private SharedResource<R> use(int stripe) {
        NonBlockingThreads.rejectCallOn(name);
        long asked = current.epoch();
        SharedResource<R> shared = current.get();
        if (shared != null && shared.epoch() >= asked && shared.tryUse(stripe)) {
            if (accessCheck.isOpen(shared, stripe)) {
                return shared;
            }
            foundClosed(shared, stripe);
        }
        return awaitUse(asked, stripe);
    }

    private SharedResource<R> awaitUse(long asked, int stripe) {
        long since = supervisor.runtime.nanoTime();
        for (int foundClosed = 0; foundClosed < MAX_FOUND_CLOSED; ) {
            SharedResource<R> shared = supervisor.callers.await(asked, since);
            if (!shared.tryUse(stripe)) {
                continue;
            }
            if (accessCheck.isOpen(shared, stripe)) {
                return shared;
            }
            foundClosed(shared, stripe);
            foundClosed++;
        }
        throw supervisor.callers.unavailable(new IllegalStateException(
                "it was found closed " + MAX_FOUND_CLOSED + " times, and reopened each time"));
    }

    private void foundClosed(SharedResource<R> shared, int stripe) {
        shared.release(stripe, false);
        supervisor.markBroken(shared, null, false);
    }

    /** The user, by role, that it was last opened with; {@code null} before the first time, and without a user. */
    public @Nullable String role() {
        Credentials credentials = openedAs();
        return (credentials != null) ? credentials.role() : null;
    }

    private @Nullable Credentials openedAs() {
        synchronized (supervisor.state.lock) {
            return supervisor.state.openedAs();
        }
    }

    /** Makes a provider that caches the credentials of the present resource request others. */
    private void invalidateCredentials(CredentialsProvider provider) {
        Credentials credentials = openedAs();
        if (credentials != null && !credentials.isForOneOpening()) {
            provider.invalidate(credentials);
        }
    }

    @Override
    public QueryCache cache() {
        return cache;
    }

    @Override
    public void reset() {
        invalidateCredentials(current.config().credentialsProvider());
        supervisor.reset();
        clearCache.run();
    }

    @Override
    public void suspend() {
        supervisor.suspend();
    }

    /**
     * Replaces factory, provider and settings: opens a resource with them, and then replaces the current one. A
     * connection that has not been opened stays so.
     *
     * @throws dev.connections.ConnectionUnavailableException if the new resource cannot be opened; a connection
     *     that is open then goes on as it is, one that is not tries the new ones from now on
     * @throws dev.connections.ConnectionClosedException if the connection is closed
     */
    public void reload(
            ConnectionFactory<? extends R> factory,
            CredentialsProvider credentialsProvider,
            SupervisionSettings settings) {
        invalidateCredentials(credentialsProvider);
        try {
            reloadResource(factory, credentialsProvider, settings);
        } finally {
            // also of one that could not be opened: it may be another target that it tries from now on
            clearCache.run();
        }
    }

    /** Recorders of the timings of the present factory receive those of another factory, too. */
    private void continueTimings(ConnectConfig<R> other) {
        List<ResourceTimer> present = timers();
        for (ResourceTimer timer : other.details().timers()) {
            present.stream()
                    .filter(known -> known.name().equals(timer.name()) && known != timer)
                    .forEach(timer::continueFrom);
        }
    }

    private void reloadResource(
            ConnectionFactory<? extends R> factory,
            CredentialsProvider credentialsProvider,
            SupervisionSettings settings) {
        ConnectConfig<R> config = ConnectConfig.of(name, factory, credentialsProvider, settings);
        continueTimings(config);
        Attempt<R> attempt = supervisor.reload(config);
        if (attempt != null) {
            Throwable failure = attempt.awaitEnd();
            if (failure != null) {
                throw supervisor.callers.unavailable(failure);
            }
        }
    }

    @Override
    public void close() {
        supervisor.close();
        closeCache.run();
    }

    /** For tests that stop threads, but none that holds it. */
    Object lock() {
        return supervisor.state.lock;
    }

    @Override
    public String toString() {
        return "connection '" + name + "' (" + type + ", " + state() + ")";
    }
}
