package dev.connections.supervision;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionState;
import dev.connections.CredentialsRefusedException;
import dev.connections.ResourceFigure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Keeps one resource alive.
 *
 * <p><b>What it holds.</b> At most one <em>current</em> resource, which new users share; at most one <em>attempt</em> to
 * open the next; and, from when the resource broke until there is another, the <em>outage</em>. Users read {@code current}
 * without a lock. Everything else, and every change of {@code current}, is guarded by {@code lock}, which its parts share and
 * under which no code of a user is called: the factory and the provider work on threads of their own.
 *
 * <p><b>Opening.</b> Whoever finds no current resource waits for a change: a resource, or a reason to fail. An attempt ends
 * once: it installs its resource; it fails, or its time is up; or it is abandoned. A failed one is followed by another
 * after a pause, whether anybody waits or not, until one succeeds; that holds for one whose thread cannot be started, too. When the outage has lasted longer than callers ride out,
 * or the failure will not pass by itself, the circuit opens: those who wait and those who come fail at once.
 *
 * <p><b>Replacing.</b> {@code current} is taken away before the resource is retired or disposed of, so a user who fails to use a
 * retired resource always finds another one, or none. {@link SharedResource} sees to it that a retired resource is closed exactly
 * once, after its last user. A refresh opens the next resource first and replaces the current one then.
 *
 * <p><b>Resets</b> are counted in {@code epoch}. A caller is served by a resource whose opening began no earlier than the
 * last reset before the call. An attempt that is under way when a reset comes still serves those who were there before, so
 * that they get ahead however many resets there are; who came later starts the next one, which replaces it.
 *
 * <p><b>Refusal.</b> Rejected credentials are remembered, and an attempt with the same ones fails without asking the
 * target, lest it lock the account. They are forgotten by {@link #reset()}, and when others are accepted.
 */
final class Supervisor<R> {

    final String name;

    final SupervisorRuntime runtime;

    final Object lock = new Object();

    private final ClassLoader classLoader = ClassUtils.getDefaultClassLoader();

    private final SupervisionStatistics statistics = new SupervisionStatistics();

    private final OutageLog log;

    private final Resources<R> resources;

    private final Trouble trouble;

    private final Attempts<R> attempts;

    private final Callers<R> callers;

    private final Probe<R> probe;

    private final CredentialsWatch<R> credentialsWatch;

    private volatile @Nullable SharedResource<R> current;

    private volatile long epoch;

    private volatile ConnectionState state = ConnectionState.NEW;

    private volatile Source<R> source;

    private Instant stateSince;

    Supervisor(String name, Source<R> source, SupervisorRuntime runtime) {
        this.name = name;
        this.source = source;
        this.runtime = runtime;
        this.log = new OutageLog(name);
        this.resources = new Resources<>(this);
        this.trouble = new Trouble(name, runtime, lock);
        this.attempts = new Attempts<>(this, resources, trouble);
        this.callers = new Callers<>(this, trouble, attempts);
        this.probe = new Probe<>(this);
        this.credentialsWatch = new CredentialsWatch<>(this);
        this.stateSince = runtime.now();
    }

    @Nullable
    SharedResource<R> current() {
        return current;
    }

    List<SharedResource<R>> notYetClosed() {
        return resources.notYetClosed();
    }

    long epoch() {
        return epoch;
    }

    AccessCheck<R> accessCheck() {
        return probe.accessCheck();
    }

    Callers<R> callers() {
        return callers;
    }

    ConnectionState state() {
        return state;
    }

    SupervisionSettings settings() {
        return source.settings();
    }

    SupervisionStatistics statistics() {
        return statistics;
    }

    List<ResourceFigure<R>> figures() {
        return source.factory().figures();
    }

    /** Opens the resource unless that is done or under way. */
    void open() {
        synchronized (lock) {
            if (state == ConnectionState.NEW && !attempts.isUnderWay()) {
                startAttempt();
            }
        }
    }

    /** Sees to it that a caller who waits under the lock does not wait in vain. */
    void openForCaller() {
        // A resource from before the last reset goes on, for those who were there, until the next one replaces it.
        if (!attempts.isUnderWay() && (current != null || !attempts.isToCome())) {
            startAttempt();
        }
    }

    /** Called under the lock. */
    void startAttempt() {
        startAttempt(source);
    }

    private Attempt<R> startAttempt(Source<R> with) {
        if (current == null && trouble.outage() == null) {
            show(ConnectionState.CONNECTING);
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
            if (current == broken) {
                current = null;
                beginOutage(runtime.nanoTime(), cause);
                show(ConnectionState.CONNECTING);
                attempts.reopen(source);
            }
        }
        broken.retire();
        if (dead) {
            broken.disposeNow();
        }
    }

    private Outage beginOutage(long sinceNanos, @Nullable Throwable cause) {
        return trouble.begin(sinceNanos, cause, settings().recovery().rideOut(), this::openCircuit);
    }

    /** Fails those who wait, and those who are still at work with a resource that was replaced. */
    private void openCircuit() {
        if (trouble.openCircuit()) {
            callers.signal();
            for (SharedResource<R> replaced : resources.notYetClosed()) {
                if (replaced != current) {
                    replaced.disposeNow();
                }
            }
        }
    }

    /** An attempt has a resource; {@code false} if nobody wants it any more. */
    boolean opened(Attempt<R> by, R resource, Answer answer) {
        SharedResource<R> replaced;
        Outage ended;
        Duration outageTook;
        synchronized (lock) {
            if (!attempts.end(by)) {
                return false;
            }
            use(by.source);
            replaced = current;
            SharedResource<R> next = new SharedResource<>(resource, source, answer, by.epoch, resources::dispose);
            resources.add(next);
            current = next;
            statistics.opened(attempts.succeeded(by));
            outageTook = trouble.age();
            ended = forgetTrouble();
            probe.opened();
            show(ConnectionState.UP);
            credentialsWatch.watch(next);
            callers.signal();
            if (attempts.isRefreshWanted()) {
                startAttempt();
            }
        }
        by.end(null);
        if (replaced != null) {
            replaced.retire();
        }
        if (ended != null) {
            log.isBack(ended, outageTook);
        }
        return true;
    }

    private void use(Source<R> with) {
        if (source != with) {
            source = with;
            probe.accessCheck().trustAgain();
        }
    }

    private @Nullable Outage forgetTrouble() {
        attempts.cancelNext();
        return trouble.end();
    }

    /** Fails an attempt before it asks the target, if that has rejected these credentials. */
    void failIfRefused(Attempt<R> by, Answer answer) {
        synchronized (lock) {
            Refusal refusal = trouble.refusal();
            if (by.source == source && refusal != null && refusal.answer().isSameAs(answer)) {
                throw refusal.cause();
            }
        }
    }

    /**
     * An attempt failed.
     *
     * @param answer who it was made as, if it came that far
     * @param isTransient whether the failure may pass by itself
     */
    void failed(Attempt<R> by, @Nullable Answer answer, Throwable failure, boolean isTransient) {
        Runnable consequence = () -> {};
        synchronized (lock) {
            if (!attempts.end(by)) {
                return;
            }
            attempts.failed(by);
            if (by.source != source) {
                goOnWithoutReload();
            } else if (by.epoch < epoch) {
                startAttempt();
            } else {
                statistics.openingFailed(Duration.ofNanos(runtime.nanoTime() - by.startedNanos));
                if (failure instanceof CredentialsRefusedException refused && answer != null) {
                    trouble.refused(answer, refused);
                }
                SharedResource<R> shared = current;
                consequence = (shared != null && shared.epoch() == epoch)
                        ? refreshFailed(failure)
                        : openingFailed(by, failure, isTransient);
            }
        }
        consequence.run();
        by.end(failure);
    }

    /** What the attempt with another source has kept from being done. */
    private void goOnWithoutReload() {
        if (current == null || attempts.isRefreshWanted() || trouble.refreshFailure() != null) {
            startAttempt();
        }
    }

    /** @return what is left to be done without the lock */
    private Runnable refreshFailed(Throwable failure) {
        int failures = trouble.refreshFailed(failure);
        show(ConnectionState.DEGRADED);
        attempts.schedule(pauseAfter(failure, failures));
        return (failures == 1) ? () -> log.isNotRefreshed(failure) : () -> {};
    }

    /** @return what is left to be done without the lock */
    private Runnable openingFailed(Attempt<R> by, Throwable failure, boolean isTransient) {
        SharedResource<R> outdated = current;
        current = null;
        Outage now = beginOutage(by.startedNanos, failure);
        now.cause = failure;
        int failures = ++now.failedAttempts;
        attempts.schedule(pauseAfter(failure, failures));
        if (failure instanceof CredentialsRefusedException) {
            show(ConnectionState.REFUSED);
            callers.signal();
        } else {
            show(ConnectionState.DOWN);
            if (!isTransient || trouble.age().compareTo(settings().recovery().rideOut()) >= 0) {
                openCircuit();
            }
        }
        return () -> {
            if (outdated != null) {
                outdated.retire();
            }
            if (failures == 1) {
                log.isDown(now, failure);
            }
        };
    }

    private Duration pauseAfter(Throwable failure, int failures) {
        return (failure instanceof CredentialsRefusedException)
                ? Cadence.pauseAfterRefusal(failures)
                : source.cadence().pauseAfter(failures);
    }

    /** An attempt's thread has ended. */
    void ended(Attempt<R> by) {
        resources.ended(by);
    }

    /** Opens the next resource with new credentials, and then replaces the given one, if it is still the current one. */
    void refresh(SharedResource<R> outdated) {
        synchronized (lock) {
            if (current == outdated) {
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
            if (state == ConnectionState.CLOSED) {
                throw new ConnectionClosedException(name);
            }
            attempts.abandon("it was configured anew");
            if (current == null) {
                use(with);
                if (state == ConnectionState.NEW) {
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
        show(ConnectionState.CONNECTING);
    }

    /** The next use opens a fresh resource; a connection that is not open tries at once. */
    void reset() {
        SharedResource<R> replaced;
        synchronized (lock) {
            if (state == ConnectionState.CLOSED) {
                return;
            }
            epoch++;
            probe.accessCheck().trustAgain();
            replaced = current;
            current = null;
            attempts.hasten();
            attempts.forgetRefresh();
            tryAfresh();
            if (!attempts.isUnderWay()) {
                if (trouble.outage() != null) {
                    startAttempt();
                } else {
                    show(ConnectionState.NEW);
                }
            }
            callers.signal();
        }
        if (replaced != null) {
            replaced.retire();
        }
    }

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
            if (state == ConnectionState.CLOSED) {
                return;
            }
            epoch++;
            replaced = current;
            current = null;
            attempts.abandon("it was closed");
            attempts.forgetRefresh();
            forgetTrouble();
            probe.close();
            credentialsWatch.close();
            show(next);
            callers.suspended(epoch);
            remains = resources.remains();
        }
        if (replaced != null) {
            replaced.retire();
        }
        resources.close(remains, settings().closeTimeout());
    }

    Thread startThread(String purpose, Runnable work) {
        return runtime.start("connection-" + name + "-" + purpose, () -> {
            // It may have been started by a user's thread, which may carry a class loader that does not find drivers.
            Thread.currentThread().setContextClassLoader(classLoader);
            work.run();
        });
    }

    private void show(ConnectionState next) {
        if (state != next) {
            state = next;
            stateSince = runtime.now();
        }
    }

    /** What is known, at one moment. */
    ConnectionStatus status(String type) {
        synchronized (lock) {
            Outage outage = trouble.outage();
            return new ConnectionStatus(
                    name,
                    type,
                    state,
                    (outage != null) ? outage.since : stateSince,
                    probe.answeredAt(),
                    (outage != null) ? outage.cause : trouble.refreshFailure(),
                    trouble.isCircuitOpen(),
                    attempts.nextDueAt());
        }
    }
}
