package dev.connections.supervision;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import dev.connections.supervision.resilience.ConnectionResilience;
import dev.connections.supervision.resilience.RetryBackoff;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.supervision.resource.ConnectConfig;
import dev.connections.supervision.resource.SharedResource;
import dev.connections.supervision.runtime.SupervisorRuntime;
import dev.connections.support.ConnectionLogContext;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Keeps one resource alive.
 *
 * <p><b>Shared state.</b> At most one {@link CurrentResource current} resource, which new callers share; the
 * {@link RunningAttempts attempts} to open the next; and, from when the resource broke until there is another, the
 * {@link OutageState outage}. Callers read the current resource without a lock. Everything else, and every change of
 * it, is guarded by the lock of the {@link SharedState}, under which no code of a user is called: factories and
 * providers work on threads of their own, and {@link ConnectionResilience Resilience4j}, which publishes events, is
 * called before or after.
 *
 * <p><b>Opening.</b> A caller that finds no current resource {@link WaitingCallers waits} for a change: a resource, or
 * a reason to fail. An attempt ends once: it installs its resource, it fails, its time is up, or it is abandoned. It
 * runs until its own timeout. While it is silent for long in an outage, another is started beside it; the first to
 * succeed wins. After a failure {@link AttemptResultHandler another} follows after a pause, whether callers wait or
 * not, until one succeeds; an attempt whose thread cannot be started is a failed one. When the outage has lasted longer
 * than callers ride out, or the failure will not pass by itself, the circuit opens: callers fail at once.
 *
 * <p><b>Replacing.</b> The current resource is taken away before it is retired or disposed of, so a caller that fails
 * to use a retired one always finds another, or none. {@link SharedResource} sees to it that a retired resource is
 * closed exactly once, after its last user. A refresh opens the next resource first and replaces the current one then.
 *
 * <p><b>Resets</b> are counted in epochs. A caller is served by a resource whose opening began no earlier than the last
 * reset before the call. An attempt that is under way when a reset comes still serves the callers that were there
 * before.
 *
 * <p><b>Refusal.</b> Rejected credentials are remembered, and an attempt with the same ones fails without contacting
 * the target, so that the account is not locked. They are forgotten by {@link #reset()}, and when others are accepted.
 */
final class Supervisor<R> {

    /** How long an attempt that was running at a reset may continue. */
    private static final Duration AFTER_RESET = Duration.ofMillis(750);

    private static final int MOST_AFTER_RESET = 2;

    final String name;

    /** Whether it is one of many of that name. */
    final boolean ofOneUser;

    final SupervisorRuntime runtime;

    final SupervisionStatistics statistics;

    final SharedState<R> state;

    final CurrentResource<R> current;

    final OpenResources<R> resources;

    final ConnectionResilience resilience;

    final AttemptResultHandler<R> results;

    final WaitingCallers<R> callers;

    final HealthMonitor<R> healthMonitor;

    final CredentialsPoller<R> credentialsWatch;

    /** Run when the connection is open on behalf of another user than before. */
    final Runnable roleChanged;

    private final OutageState outage;

    private final RunningAttempts<R> attempts;

    private final ClassLoader classLoader = ClassUtils.getDefaultClassLoader();

    private volatile @Nullable Preparation preparation;

    Supervisor(
            String name,
            ConnectConfig<R> config,
            SupervisorRuntime runtime,
            SupervisionStatistics statistics,
            @Nullable SupervisionRegistries registries,
            Runnable roleChanged,
            boolean ofOneUser) {
        this.name = name;
        this.ofOneUser = ofOneUser;
        this.statistics = statistics;
        this.roleChanged = roleChanged;
        this.runtime = runtime;
        this.state = new SharedState<>(config, runtime);
        this.current = state.current;
        this.outage = state.outage;
        this.attempts = state.attempts;
        this.resources = new OpenResources<>(this);
        this.resilience = new ConnectionResilience(
                name, registries, () -> current.settings().recovery(), runtime);
        this.results = new AttemptResultHandler<>(this);
        this.callers = new WaitingCallers<>(this);
        this.healthMonitor = new HealthMonitor<>(this);
        this.credentialsWatch = new CredentialsPoller<>(this);
    }

    /** Opens the resource unless that is done or under way. */
    void open() {
        synchronized (state.lock) {
            if (current.state() == ConnectionState.NEW && !attempts.isAttemptRunning()) {
                startAttempt();
            }
        }
    }

    /** Sees to it that an attempt is under way or scheduled for a caller. Called under the lock. */
    void openForCaller() {
        // A resource from before the last reset remains in use for earlier callers, until the next one replaces it.
        boolean outdated = current.get() != null;
        if (outdated) {
            current.state(ConnectionState.CONNECTING);
        }
        if (!attempts.isAttemptRunning() && (outdated || !attempts.isScheduled())) {
            startAttempt();
        }
    }

    /** Called under the lock. */
    void startAttempt() {
        startAttempt(current.config());
    }

    private Attempt<R> startAttempt(ConnectConfig<R> with) {
        if (current.get() == null && outage.outage() == null) {
            current.state(ConnectionState.CONNECTING);
        }
        Attempt<R> started = new Attempt<>(this, with, attempts.isRefreshRequested());
        attempts.add(started);
        resources.began(started);
        try {
            started.start();
            scheduleHedge();
        } catch (Throwable ex) {
            // the result is handled without the lock, like any other
            runtime.schedule(Duration.ZERO, () -> {
                resources.ended(started);
                results.failed(started, null, ex, true);
            });
        }
        return started;
    }

    /** Starts an attempt after a pause. Called under the lock. */
    void scheduleAttempt(Duration pause) {
        Duration longer = RetryBackoff.longer(pause, RetryBackoff.pauseWhileHanging(resources.attempts()));
        attempts.schedule(longer.plus(runtime.untilTurn()), this::startAttempt);
    }

    /** Starts another attempt while those under way are silent, if the connection is down. Called under the lock. */
    void scheduleHedge() {
        if (outage.outage() != null && attempts.isAttemptRunning()) {
            Duration silence = RetryBackoff.hedgeDelay(outage.age(), attempts.lastConnectTime());
            Duration pause = RetryBackoff.longer(silence, RetryBackoff.pauseWhileHanging(resources.attempts()));
            attempts.scheduleHedge(pause.plus(runtime.untilTurn()), () -> {
                if (attempts.isAttemptRunning()) {
                    startAttempt();
                }
            });
        }
    }

    /** A factory is ready to connect: from now on callers wait for its target. */
    void prepared(long begunNanos) {
        preparation = new Preparation(begunNanos, runtime.nanoTime());
        synchronized (state.lock) {
            state.queue.wake();
        }
    }

    /** How much of the time since then was spent on preparing a factory, in nanoseconds. */
    long preparation(long since) {
        Preparation last = preparation;
        return (last == null || last.endNanos() - since <= 0)
                ? 0
                : Math.min(last.endNanos() - since, last.endNanos() - last.beginNanos());
    }

    /**
     * A user, or the probe, found the resource broken: opens the next at once.
     *
     * @param cause how that was found, or {@code null} if the resource itself is closed
     * @param dead whether the target does not answer, so that its users must not be left waiting for it
     */
    void markBroken(SharedResource<R> broken, @Nullable Throwable cause, boolean dead) {
        @Nullable Throwable masked = (cause == null) ? null : broken.masked(cause);
        synchronized (state.lock) {
            if (current.get() == broken) {
                current.replace(null);
                Outage begun = beginOutage(runtime.nanoTime(), masked);
                begun.foundDead |= dead;
                current.state(ConnectionState.CONNECTING);
                reopen();
            }
        }
        broken.retire();
        if (dead) {
            broken.disposeNow();
        }
    }

    private void reopen() {
        Duration pause = attempts.nextAfterBreak(resilience.backoff());
        if (attempts.isAttemptRunning()) {
            // It may have begun before the network went silent.
            scheduleHedge();
        } else if (pause.isZero()) {
            startAttempt();
        } else {
            scheduleAttempt(pause);
        }
    }

    /** Called under the lock. */
    Outage beginOutage(long sinceNanos, @Nullable Throwable cause) {
        return outage.begin(sinceNanos, cause, current.rideOut(), this::rideOutIsOver);
    }

    /** Fails the callers that wait, if an attempt has failed. */
    private void rideOutIsOver() {
        synchronized (state.lock) {
            if (outage.isRideOutOver(current.rideOut()) && current.state() != ConnectionState.REFUSED) {
                outage.startFailingFast();
                state.queue.wake();
            }
        }
        publishCircuit();
    }

    /** Makes the circuit breaker follow the shared state. Called without the lock, as it publishes events. */
    void publishCircuit() {
        boolean followed;
        do {
            boolean open;
            synchronized (state.lock) {
                open = outage.failFast();
            }
            followed = resilience.follow(open);
        } while (followed);
    }

    /** Opens resources of the given source from now on. Called under the lock. */
    void use(ConnectConfig<R> with) {
        if (current.use(with)) {
            healthMonitor.accessCheck().reset();
        }
    }

    /**
     * Opens the next resource with new credentials, and then replaces the given one, if it is still the current one.
     */
    void refresh(SharedResource<R> outdated) {
        synchronized (state.lock) {
            if (current.get() == outdated) {
                attempts.requestRefresh();
                if (!attempts.isAttemptRunning()) {
                    startAttempt();
                }
            }
        }
    }

    /**
     * Opens a resource with another configuration, and then replaces the current one. If that fails the current one
     * stays in use; if there is none, the new source counts from now on.
     *
     * @return the attempt; {@code null} if the connection has not been opened, and stays so
     */
    @Nullable
    Attempt<R> reload(ConnectConfig<R> with) {
        Attempt<R> started = null;
        synchronized (state.lock) {
            if (current.state() == ConnectionState.CLOSED) {
                throw new ConnectionClosedException(name);
            }
            attempts.abandonAll("the connection was reconfigured");
            boolean isOpen = current.get() != null;
            if (!isOpen) {
                use(with);
            }
            if (isOpen || current.state() != ConnectionState.NEW) {
                if (!isOpen) {
                    resetFailFast();
                }
                started = startAttempt(with);
            }
        }
        resilience.reconfigure();
        publishCircuit();
        return started;
    }

    /** The next attempt has the chances of a first one. */
    private void resetFailFast() {
        attempts.cancelNext();
        outage.resetFailFast();
        current.state(ConnectionState.CONNECTING);
    }

    /** The next use opens a fresh resource; a connection that is not open tries at once. */
    void reset() {
        SharedResource<R> replaced;
        synchronized (state.lock) {
            if (current.state() == ConnectionState.CLOSED) {
                return;
            }
            current.beginEpoch();
            replaced = current.replace(null);
            healthMonitor.accessCheck().reset();
            hasten();
            attempts.clearRefreshRequest();
            resetFailFast();
            if (outage.outage() != null && attempts.running().size() < MOST_AFTER_RESET) {
                startAttempt();
            } else if (!attempts.isAttemptRunning()) {
                current.state(ConnectionState.NEW);
            }
            state.queue.wake();
        }
        publishCircuit();
        if (replaced != null) {
            replaced.retire();
        }
    }

    /** Callers that came before a reset may still be served by the attempts under way, if they end soon. */
    private void hasten() {
        for (Attempt<R> attempt : attempts.running()) {
            Duration left = AFTER_RESET.minus(attempt.age());
            if (attempt.isPrepared() && left.isNegative()) {
                attempts.abandon(attempt, "it was reset");
            } else {
                attempt.giveUpAfter(attempt.isPrepared() ? left : Attempt.LONGEST_PREPARATION);
            }
        }
    }

    /** Closes the resource, until a caller needs one again. */
    void suspend() {
        letGo(ConnectionState.NEW);
    }

    void close() {
        letGo(ConnectionState.CLOSED);
        resilience.close();
    }

    private void letGo(ConnectionState next) {
        SharedResource<R> replaced;
        OpenResources.PendingClose<R> pendingClose;
        synchronized (state.lock) {
            if (current.state() == ConnectionState.CLOSED) {
                return;
            }
            replaced = current.replace(null);
            attempts.abandonAll("it was closed");
            attempts.clearRefreshRequest();
            attempts.cancelNext();
            outage.end();
            healthMonitor.close();
            credentialsWatch.close();
            current.state(next);
            state.queue.failWaitersBefore(current.beginEpoch());
            pendingClose = resources.pendingClose();
        }
        publishCircuit();
        if (replaced != null) {
            replaced.retire();
        }
        resources.close(pendingClose, current.settings().closeTimeout());
    }

    Thread startThread(String purpose, Runnable work) {
        return runtime.start("connection-" + name + "-" + purpose, () -> {
            // It may have been started by a user's thread, which may carry a class loader that does not find drivers.
            Thread.currentThread().setContextClassLoader(classLoader);
            ConnectionLogContext.run(name, work);
        });
    }

    /** What is known, at one moment. */
    ConnectionStatus status(String type) {
        synchronized (state.lock) {
            Outage now = outage.outage();
            Throwable failure = (now != null) ? now.cause : outage.refreshFailure();
            Credentials attemptedAs = state.attemptedAs();
            return new ConnectionStatus(
                    name,
                    type,
                    current.state(),
                    (now != null) ? now.since : current.stateSince(),
                    healthMonitor.answeredAt(),
                    failure,
                    (failure != null) ? reason(failure) : null,
                    outage.failFast(),
                    attempts.nextDueAt(),
                    current.config().details().target((attemptedAs != null) ? attemptedAs.user() : null));
        }
    }

    void noteFailure(Throwable failure) {
        current.history().failed(runtime.now(), failure, reason(failure));
    }

    private @Nullable String reason(Throwable failure) {
        return (failure instanceof TimeoutException)
                ? failure.getMessage()
                : current.config().details().reason(failure);
    }

    /** When a factory was prepared, in nanoseconds. */
    private record Preparation(long beginNanos, long endNanos) {}
}
