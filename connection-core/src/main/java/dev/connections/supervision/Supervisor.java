package dev.connections.supervision;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Keeps one resource alive.
 *
 * <p><b>What it holds.</b> At {@link Present present}, at most one <em>current</em> resource, which new users share; at most one
 * {@link Attempts attempt} to open the next; and, from when the resource broke until there is another, the
 * {@link Trouble outage}. Users read the current resource without a lock. Everything else, and every change of it, is
 * guarded by {@code lock}, which the parts share and under which no code of a user is called: the factory and the provider
 * work on threads of their own.
 *
 * <p><b>Opening.</b> Whoever finds no current resource {@link Callers waits} for a change: a resource, or a reason to fail. An
 * attempt ends once: it installs its resource; it fails, or its time is up; or it is abandoned. A failed one is
 * {@link Outcomes followed} by another after a pause, whether anybody waits or not, until one succeeds; an attempt whose
 * thread cannot be started is a failed one. When the outage has lasted longer than callers ride out, or the failure will not
 * pass by itself, the circuit opens: those who wait and those who come fail at once.
 *
 * <p><b>Replacing.</b> The current resource is taken away before it is retired or disposed of, so a user who fails to use a
 * retired one always finds another, or none. {@link SharedResource} sees to it that a retired resource is closed exactly
 * once, after its last user. A refresh opens the next resource first and replaces the current one then.
 *
 * <p><b>Resets</b> are counted in epochs. A caller is served by a resource whose opening began no earlier than the last reset
 * before the call. An attempt that is under way when a reset comes still serves those who were there before, so that they
 * get ahead however many resets there are; who came later starts the next one, which replaces it.
 *
 * <p><b>Refusal.</b> Rejected credentials are remembered, and an attempt with the same ones fails without asking the
 * target, lest it lock the account. They are forgotten by {@link #reset()}, and when others are accepted.
 */
final class Supervisor<R> {

    final String name;

    /** Whether it is one of many of that name. */
    final boolean ofOneUser;

    final SupervisorRuntime runtime;

    final Object lock = new Object();

    final SupervisionStatistics statistics;

    final Present<R> present;

    final Resources<R> resources;

    final Trouble trouble;

    final Attempts<R> attempts;

    final Outcomes<R> outcomes;

    final Callers<R> callers;

    final Probe<R> probe;

    final CredentialsWatch<R> credentialsWatch;

    /** Run when the connection is open on behalf of another than before. */
    final Runnable roleChanged;

    /** On whose behalf it was opened last; guarded by {@link #lock}. */
    @Nullable
    Credentials openedAs;

    private final ClassLoader classLoader = ClassUtils.getDefaultClassLoader();

    Supervisor(
            String name,
            Source<R> source,
            SupervisorRuntime runtime,
            SupervisionStatistics statistics,
            Runnable roleChanged,
            boolean ofOneUser) {
        this.name = name;
        this.ofOneUser = ofOneUser;
        this.statistics = statistics;
        this.roleChanged = roleChanged;
        this.runtime = runtime;
        this.present = new Present<>(source, runtime);
        this.resources = new Resources<>(this);
        this.trouble = new Trouble(name, runtime, lock);
        this.attempts = new Attempts<>(this);
        this.outcomes = new Outcomes<>(this);
        this.callers = new Callers<>(this);
        this.probe = new Probe<>(this);
        this.credentialsWatch = new CredentialsWatch<>(this);
    }

    /** Opens the resource unless that is done or under way. */
    void open() {
        synchronized (lock) {
            if (present.state() == ConnectionState.NEW && !attempts.isUnderWay()) {
                startAttempt();
            }
        }
    }

    /** Sees to it that a caller does not wait in vain. Called under the lock. */
    void openForCaller() {
        // A resource from before the last reset goes on, for those who were there, until the next one replaces it.
        boolean outdated = present.current() != null;
        if (outdated) {
            present.show(ConnectionState.CONNECTING);
        }
        if (!attempts.isUnderWay() && (outdated || !attempts.isToCome())) {
            startAttempt();
        }
    }

    /** Called under the lock. */
    void startAttempt() {
        startAttempt(present.source());
    }

    private Attempt<R> startAttempt(Source<R> with) {
        if (present.current() == null && trouble.outage() == null) {
            present.show(ConnectionState.CONNECTING);
        }
        return attempts.start(with);
    }

    /**
     * A user, or the probe, found the resource broken: opens the next at once.
     *
     * @param cause how that was found, or {@code null} if it said so itself
     * @param dead whether the target does not answer, so that its users must not be left waiting for it
     */
    void broke(SharedResource<R> broken, @Nullable Throwable cause, boolean dead) {
        synchronized (lock) {
            if (present.current() == broken) {
                present.replaceCurrent(null);
                beginOutage(runtime.nanoTime(), cause);
                present.show(ConnectionState.CONNECTING);
                attempts.reopen(present.source());
            }
        }
        broken.retire();
        if (dead) {
            broken.disposeNow();
        }
    }

    /** Called under the lock. */
    Outage beginOutage(long sinceNanos, @Nullable Throwable cause) {
        return trouble.begin(sinceNanos, cause, present.settings().recovery().rideOut(), this::openCircuit);
    }

    /** Fails those who wait. Called under the lock. */
    void openCircuit() {
        if (trouble.openCircuit()) {
            callers.signal();
        }
    }

    /** Opens resources of the given source from now on. Called under the lock. */
    void use(Source<R> with) {
        if (present.use(with)) {
            probe.accessCheck().trustAgain();
        }
    }

    /** Opens the next resource with new credentials, and then replaces the given one, if it is still the current one. */
    void refresh(SharedResource<R> outdated) {
        synchronized (lock) {
            if (present.current() == outdated) {
                attempts.wantRefresh();
                if (!attempts.isUnderWay()) {
                    startAttempt();
                }
            }
        }
    }

    /**
     * Opens a resource of another source, and then replaces the current one. If that fails the current one goes on; if
     * there is none, the new source counts from now on.
     *
     * @return the attempt; {@code null} if the connection has not been opened, and stays so
     */
    @Nullable
    Attempt<R> reload(Source<R> with) {
        synchronized (lock) {
            if (present.state() == ConnectionState.CLOSED) {
                throw new ConnectionClosedException(name);
            }
            attempts.abandon("it was configured anew");
            if (present.current() == null) {
                use(with);
                if (present.state() == ConnectionState.NEW) {
                    return null;
                }
                tryAfresh();
            }
            return startAttempt(with);
        }
    }

    /** The next attempt has the chances of a first one. */
    private void tryAfresh() {
        attempts.cancelNext();
        trouble.giveAnotherChance();
        present.show(ConnectionState.CONNECTING);
    }

    /** The next use opens a fresh resource; a connection that is not open tries at once. */
    void reset() {
        SharedResource<R> replaced;
        synchronized (lock) {
            if (present.state() == ConnectionState.CLOSED) {
                return;
            }
            present.beginEpoch();
            replaced = present.replaceCurrent(null);
            probe.accessCheck().trustAgain();
            attempts.hasten();
            attempts.forgetRefresh();
            tryAfresh();
            if (!attempts.isUnderWay()) {
                if (trouble.outage() != null) {
                    startAttempt();
                } else {
                    present.show(ConnectionState.NEW);
                }
            }
            callers.signal();
        }
        if (replaced != null) {
            replaced.retire();
        }
    }

    /** Closes the resource, until somebody wants one again. */
    void suspend() {
        letGo(ConnectionState.NEW);
    }

    void close() {
        letGo(ConnectionState.CLOSED);
    }

    private void letGo(ConnectionState next) {
        SharedResource<R> replaced;
        Resources.Remains<R> remains;
        synchronized (lock) {
            if (present.state() == ConnectionState.CLOSED) {
                return;
            }
            replaced = present.replaceCurrent(null);
            attempts.abandon("it was closed");
            attempts.forgetRefresh();
            attempts.cancelNext();
            trouble.end();
            probe.close();
            credentialsWatch.close();
            present.show(next);
            callers.failThoseBefore(present.beginEpoch());
            remains = resources.remains();
        }
        if (replaced != null) {
            replaced.retire();
        }
        resources.close(remains, present.settings().closeTimeout());
    }

    Thread startThread(String purpose, Runnable work) {
        return runtime.start("connection-" + name + "-" + purpose, () -> {
            // It may have been started by a user's thread, which may carry a class loader that does not find drivers.
            Thread.currentThread().setContextClassLoader(classLoader);
            work.run();
        });
    }

    /** What is known, at one moment. */
    ConnectionStatus status(String type) {
        synchronized (lock) {
            Outage outage = trouble.outage();
            return new ConnectionStatus(
                    name,
                    type,
                    present.state(),
                    (outage != null) ? outage.since : present.stateSince(),
                    probe.answeredAt(),
                    (outage != null) ? outage.cause : trouble.refreshFailure(),
                    trouble.isCircuitOpen(),
                    attempts.nextDueAt());
        }
    }
}
