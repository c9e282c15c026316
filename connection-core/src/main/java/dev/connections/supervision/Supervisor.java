package dev.connections.supervision;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionState;
import dev.connections.CredentialsRefusedException;
import dev.connections.ResourceFigure;
import dev.connections.credentials.Credentials;
import dev.connections.supervision.SupervisorRuntime.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one resource alive.
 *
 * <p><b>What it holds.</b> At most one <em>current</em> resource, which new users share; at most one <em>attempt</em> to
 * open the next; and, from when the resource broke until there is another, the <em>outage</em>. Users read {@code current}
 * without a lock. Everything else, and every change of {@code current}, is guarded by {@code lock}, under which nothing is
 * ever called that could block: the factory works on threads of its own.
 *
 * <p><b>Opening.</b> Whoever finds no current resource waits for a change: a resource, or a reason to fail. An attempt ends
 * once: it installs its resource; it fails, or its time is up; or it is abandoned. A failed one is followed by another
 * after a pause, whether anybody waits or not, until one succeeds. When the outage has lasted longer than callers ride out,
 * or the failure will not pass by itself, the circuit opens: those who wait and those who come fail at once.
 *
 * <p><b>Replacing.</b> {@code current} is taken away before the resource is retired, so a user who fails to use a retired
 * resource always finds another one, or none. {@link SharedResource} sees to it that a retired resource is closed exactly
 * once, after its last user. A refresh opens the next resource first and replaces the current one then.
 *
 * <p><b>Resets</b> are counted in {@code epoch}. A caller is served by a resource whose opening began no earlier than the
 * last reset before the call. An attempt that is under way when a reset comes still serves those who were there before, so
 * that they get ahead however many resets there are.
 *
 * <p><b>Refusal.</b> Rejected credentials are remembered, and an attempt with the same ones fails without asking the
 * target, lest it lock the account. They are forgotten by {@link #reset()}.
 */
final class Supervisor<R> {

    /** How long an attempt that was under way when a reset came may go on; and how often a refused caller may ask again. */
    private static final Duration SHORTLY = Duration.ofMillis(750);

    final String name;

    final SupervisorRuntime runtime;

    private final Resources<R> resources = new Resources<>(this);

    private final OutageLog log;

    private final Circuit circuit;

    private final Object lock = new Object();

    private volatile @Nullable SharedResource<R> current;

    private volatile long epoch;

    private volatile ConnectionState state = ConnectionState.NEW;

    private volatile Source<R> source;

    private Instant stateSince;

    private @Nullable Attempt<R> attempt;

    private boolean refreshAgain;

    private @Nullable Outage outage;

    private @Nullable Refusal refusal;

    /** Why the last refresh failed, while the resource that it was to replace goes on. */
    private @Nullable Throwable refreshFailure;

    private int failedRefreshes;

    private @Nullable Duration lastOpening;

    private @Nullable Scheduled nextAttempt;

    private @Nullable Scheduled circuitOpening;

    /** Completed, and replaced, whenever those who wait should look again. */
    private CompletableFuture<@Nullable Void> change = new CompletableFuture<>();

    private final SupervisionStatistics statistics = new SupervisionStatistics();

    private final Probe<R> probe;

    private final CredentialsWatch<R> credentialsWatch;

    Supervisor(String name, Source<R> source, SupervisorRuntime runtime) {
        this.name = name;
        this.source = source;
        this.runtime = runtime;
        this.probe = new Probe<>(this);
        this.credentialsWatch = new CredentialsWatch<>(this);
        this.log = new OutageLog(name);
        this.circuit = new Circuit(name);
        this.stateSince = runtime.now();
    }

    @Nullable
    SharedResource<R> current() {
        return current;
    }

    long epoch() {
        return epoch;
    }

    AccessCheck<R> accessCheck() {
        return probe.accessCheck();
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
            if (state == ConnectionState.NEW && current == null && attempt == null) {
                startAttempt(source);
            }
        }
    }

    /**
     * The current resource, after waiting for one as long as need be and allowed. It may be retired as soon as it is returned.
     *
     * @param asked how many resets there were when the caller came
     * @param since when the caller came
     */
    SharedResource<R> await(long asked, long since) {
        boolean waited = false;
        for (; ; ) {
            SharedResource<R> replaced = null;
            CompletableFuture<?> awaited;
            synchronized (lock) {
                SharedResource<R> shared = current;
                if (shared != null && shared.epoch() >= asked) {
                    return shared;
                }
                failIfNotToBeHad();
                if (shared != null) {
                    replaced = shared;
                    current = null;
                }
                if (attempt == null && nextAttempt == null) {
                    startAttempt(source);
                }
                if (!waited && outage != null) {
                    outage.waitedCalls++;
                }
                awaited = change;
            }
            if (replaced != null) {
                replaced.retire();
            }
            waited = true;
            await(awaited, since);
        }
    }

    private void await(CompletableFuture<?> awaited, long since) {
        Duration bound = settings().connectTimeout();
        try {
            awaited.get(bound.toNanos() - (runtime.nanoTime() - since), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw unavailable(ex);
        } catch (TimeoutException | ExecutionException ex) {
            throw unavailable(new TimeoutException("no answer within " + bound.toMillis() + " ms"));
        }
    }

    /** Fails whoever would wait in vain. */
    private void failIfNotToBeHad() {
        if (state == ConnectionState.CLOSED) {
            throw new ConnectionClosedException(name);
        }
        if (current != null || attempt != null) {
            if (circuit.isOpen()) {
                throw rejected();
            }
            return;
        }
        if (refusal != null) {
            if (runtime.nanoTime() - refusal.askedAt() < SHORTLY.toNanos()) {
                statistics.rejectedCalls.increment();
                throw refusal.exception(name);
            }
            cancelNextAttempt();
        } else if (circuit.isOpen()) {
            throw rejected();
        }
    }

    private RuntimeException rejected() {
        circuit.reject();
        statistics.rejectedCalls.increment();
        if (outage != null) {
            outage.failedCalls.increment();
        }
        return unavailable((outage != null) ? outage.cause : null);
    }

    RuntimeException unavailable(@Nullable Throwable cause) {
        synchronized (lock) {
            Instant since = (outage != null) ? outage.since : runtime.now();
            Instant next = (outage != null) ? outage.nextAttempt : null;
            return Unavailability.of(name, since, next, cause);
        }
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
                if (attempt == null) {
                    startAttempt(source);
                }
                show(ConnectionState.CONNECTING);
            }
        }
        broken.retire();
        if (dead) {
            broken.disposeNow();
        }
    }

    private Outage beginOutage(long sinceNanos, @Nullable Throwable cause) {
        Instant since = runtime.now().minusNanos(runtime.nanoTime() - sinceNanos);
        Outage begun = new Outage(since, sinceNanos, cause);
        outage = begun;
        Duration left = settings().recovery().rideOut().minus(ageOf(begun));
        circuitOpening = runtime.schedule(left.isNegative() ? Duration.ZERO : left, () -> {
            synchronized (lock) {
                // Before the first failure there is only an attempt that takes long.
                if (outage == begun && begun.failedAttempts > 0) {
                    openCircuit();
                }
            }
        });
        return begun;
    }

    private Duration ageOf(Outage some) {
        return Duration.ofNanos(runtime.nanoTime() - some.sinceNanos);
    }

    /** Fails those who wait, and those who are still at work with a resource that was replaced. */
    private void openCircuit() {
        if (circuit.open()) {
            signal();
            resources.disposeAllBut(current);
        }
    }

    private void startAttempt(Source<R> with) {
        cancelNextAttempt();
        Attempt<R> started = new Attempt<>(this, with, epoch);
        resources.began(started);
        try {
            started.start(
                    (outage == null)
                            ? with.settings().connectTimeout()
                            : with.cadence().patience(ageOf(outage), lastOpening));
        } catch (Throwable ex) {
            resources.ended(started);
            throw ex;
        }
        attempt = started;
        if (current == null && outage == null && refusal == null) {
            show(ConnectionState.CONNECTING);
        }
    }

    private void scheduleAttempt(Duration pause) {
        cancelNextAttempt();
        if (outage != null) {
            outage.nextAttempt = runtime.now().plus(pause);
        }
        nextAttempt = runtime.schedule(pause, () -> {
            synchronized (lock) {
                nextAttempt = null;
                if (attempt == null && state != ConnectionState.CLOSED) {
                    startAttempt(source);
                }
            }
        });
    }

    private void cancelNextAttempt() {
        if (nextAttempt != null) {
            nextAttempt.cancel();
            nextAttempt = null;
        }
    }

    /** An attempt has a resource; {@code false} if nobody wants it any more. */
    boolean opened(Attempt<R> by, R resource, Credentials credentials) {
        SharedResource<R> replaced;
        SharedResource<R> next;
        Outage ended;
        Duration took = Duration.ofNanos(runtime.nanoTime() - by.startedNanos);
        synchronized (lock) {
            if (attempt != by) {
                return false;
            }
            attempt = null;
            source = by.source;
            replaced = current;
            next = new SharedResource<>(resource, source, credentials, by.epoch, resources::dispose);
            resources.add(next);
            current = next;
            lastOpening = took;
            ended = outage;
            forgetTroubles();
            statistics.opened(took);
            probe.answered();
            show(ConnectionState.UP);
            signal();
            if (refreshAgain) {
                refreshAgain = false;
                startAttempt(source);
            }
        }
        by.end.complete(null);
        if (replaced != null) {
            replaced.retire();
        }
        probe.watch(next);
        credentialsWatch.watch(next);
        if (ended != null) {
            log.isBack(ended, ageOf(ended));
        }
        return true;
    }

    private void forgetTroubles() {
        outage = null;
        refusal = null;
        refreshFailure = null;
        failedRefreshes = 0;
        cancelNextAttempt();
        if (circuitOpening != null) {
            circuitOpening.cancel();
            circuitOpening = null;
        }
        circuit.close();
    }

    /** Fails an attempt before it asks the target, if that has rejected these credentials. */
    void failIfRefused(Credentials credentials) {
        synchronized (lock) {
            if (refusal != null && refusal.credentials().equals(credentials)) {
                throw refusal.cause();
            }
        }
    }

    /**
     * An attempt failed.
     *
     * @param credentials who it was made as, if it came that far
     */
    void failed(Attempt<R> by, @Nullable Credentials credentials, Throwable failure) {
        Outage begun = null;
        synchronized (lock) {
            if (attempt != by) {
                return;
            }
            attempt = null;
            refreshAgain = false;
            if (by.source == source) {
                statistics.openingFailed(Duration.ofNanos(runtime.nanoTime() - by.startedNanos));
                if (failure instanceof CredentialsRefusedException refused && credentials != null) {
                    refusal = new Refusal(credentials, refused, runtime.nanoTime());
                }
                if (current != null) {
                    refreshFailed(failure);
                } else {
                    begun = openingFailed(by, failure);
                }
            } else if (current == null) {
                startAttempt(source);
            }
        }
        if (begun != null) {
            log.isDown(begun, failure);
        }
        by.end.completeExceptionally(failure);
    }

    private void refreshFailed(Throwable failure) {
        refreshFailure = failure;
        failedRefreshes++;
        show(ConnectionState.DEGRADED);
        if (failedRefreshes == 1) {
            log.isNotRefreshed(failure);
        }
        scheduleAttempt(
                failure instanceof CredentialsRefusedException
                        ? Cadence.pauseAfterRefusal(failedRefreshes)
                        : source.cadence().pauseAfter(failedRefreshes));
    }

    /** @return the outage if this was its first failure */
    private @Nullable Outage openingFailed(Attempt<R> by, Throwable failure) {
        Outage now = (outage != null) ? outage : beginOutage(by.startedNanos, failure);
        now.cause = failure;
        now.failedAttempts++;
        if (failure instanceof CredentialsRefusedException) {
            show(ConnectionState.REFUSED);
            signal();
            scheduleAttempt(Cadence.pauseAfterRefusal(now.failedAttempts));
        } else {
            show(ConnectionState.DOWN);
            scheduleAttempt(source.cadence().pauseAfter(now.failedAttempts));
            if (!isTransient(by, failure)
                    || ageOf(now).compareTo(settings().recovery().rideOut()) >= 0) {
                openCircuit();
            }
        }
        return (now.failedAttempts == 1) ? now : null;
    }

    private static boolean isTransient(Attempt<?> by, Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof Exception exception
                        && by.source.factory().isTransient(exception));
    }

    /** An attempt's thread has ended. */
    void ended(Attempt<R> by) {
        resources.ended(by);
    }

    /** Opens the next resource, and then replaces the current one. */
    void refresh() {
        synchronized (lock) {
            if (state == ConnectionState.CLOSED || state == ConnectionState.NEW) {
                return;
            }
            if (attempt != null) {
                refreshAgain = true;
            } else {
                startAttempt(source);
            }
        }
    }

    /**
     * Opens a resource of another source, and then replaces the current one. If that fails the current one goes on; if
     * there is none, the new source counts from now on. The future ends with the attempt.
     */
    CompletableFuture<@Nullable Void> reload(Source<R> with) {
        synchronized (lock) {
            if (state == ConnectionState.CLOSED) {
                throw new ConnectionClosedException(name);
            }
            Attempt<R> abandoned = abandonAttempt();
            if (abandoned != null) {
                abandoned.end.completeExceptionally(new CancellationException("configured anew"));
            }
            if (current == null) {
                source = with;
                boolean opened = state != ConnectionState.NEW;
                forgetTroubles();
                signal();
                if (!opened) {
                    return CompletableFuture.completedFuture(null);
                }
            }
            startAttempt(with);
            return attempt.end;
        }
    }

    /** The next use opens a fresh resource; a connection that is not open tries at once. */
    void reset() {
        replace(true);
    }

    void suspend() {
        replace(false);
        resources.close(settings().closeTimeout());
    }

    private void replace(boolean tryAtOnce) {
        SharedResource<R> replaced;
        synchronized (lock) {
            if (state == ConnectionState.CLOSED) {
                return;
            }
            epoch++;
            probe.accessCheck().trustAgain();
            replaced = current;
            current = null;
            boolean inTrouble = outage != null;
            forgetTroubles();
            if (attempt != null) {
                Duration left = SHORTLY.minusNanos(runtime.nanoTime() - attempt.startedNanos);
                if (left.isNegative() || inTrouble || !tryAtOnce) {
                    abandonAttempt();
                } else {
                    attempt.giveUpAfter(left);
                }
            }
            if (attempt == null) {
                show(ConnectionState.NEW);
                if (inTrouble && tryAtOnce) {
                    startAttempt(source);
                }
            }
            signal();
        }
        if (replaced != null) {
            replaced.retire();
        }
    }

    private @Nullable Attempt<R> abandonAttempt() {
        Attempt<R> abandoned = attempt;
        attempt = null;
        refreshAgain = false;
        if (abandoned != null) {
            abandoned.abandon();
        }
        return abandoned;
    }

    void close() {
        SharedResource<R> replaced;
        synchronized (lock) {
            if (state == ConnectionState.CLOSED) {
                return;
            }
            replaced = current;
            current = null;
            abandonAttempt();
            forgetTroubles();
            show(ConnectionState.CLOSED);
            signal();
        }
        if (replaced != null) {
            replaced.retire();
        }
        probe.close();
        credentialsWatch.close();
        resources.close(settings().closeTimeout());
    }

    Thread startThread(String purpose, Runnable work) {
        return runtime.start("connection-" + name + "-" + purpose, work);
    }

    private void show(ConnectionState next) {
        if (state != next) {
            state = next;
            stateSince = runtime.now();
        }
    }

    private void signal() {
        CompletableFuture<@Nullable Void> happened = change;
        change = new CompletableFuture<>();
        happened.complete(null);
    }

    /** What is known, at one moment. */
    ConnectionStatus status(String type) {
        synchronized (lock) {
            Throwable failure = (outage != null) ? outage.cause : refreshFailure;
            return new ConnectionStatus(
                    name,
                    type,
                    state,
                    (outage != null) ? outage.since : stateSince,
                    probe.answeredAt(),
                    failure,
                    circuit.isOpen(),
                    (outage != null) ? outage.nextAttempt : null);
        }
    }
}
