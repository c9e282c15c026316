package dev.connections.supervision;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionException;
import dev.connections.ConnectionState;
import dev.connections.CredentialsRefusedException;
import dev.connections.ResourceFigure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
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

    /** How long an attempt that was under way when a reset came may go on; and how often a refused caller may ask again. */
    private static final Duration SHORTLY = Duration.ofMillis(750);

    /** A resource that breaks sooner does not last; after this many of them in a row the next is opened after a pause. */
    private static final Duration LASTING = Duration.ofSeconds(1);

    private static final int MOST_THAT_DO_NOT_LAST = 3;

    final String name;

    final SupervisorRuntime runtime;

    final Object lock = new Object();

    private final ClassLoader classLoader = ClassUtils.getDefaultClassLoader();

    private final Resources<R> resources = new Resources<>(this);

    private final SupervisionStatistics statistics = new SupervisionStatistics();

    private final OutageLog log;

    private final Trouble trouble;

    private final Alarm nextAttempt;

    private final Probe<R> probe;

    private final CredentialsWatch<R> credentialsWatch;

    private volatile @Nullable SharedResource<R> current;

    private volatile long epoch;

    private volatile ConnectionState state = ConnectionState.NEW;

    private volatile Source<R> source;

    private Instant stateSince;

    private @Nullable Attempt<R> attempt;

    /** Whether there are other credentials than those that the attempt, or the current resource, was begun with. */
    private boolean refreshWanted;

    /** Why the last refresh failed, while the resource that it was to replace goes on. */
    private @Nullable Throwable refreshFailure;

    private int failedRefreshes;

    /** The epoch of the last suspension: who was waiting then waits in vain. */
    private long suspendedEpoch;

    private @Nullable Duration lastOpening;

    private long openedNanos;

    private int didNotLast;

    /** Completed, and replaced, whenever those who wait should look again. */
    private CompletableFuture<@Nullable Void> change = new CompletableFuture<>();

    Supervisor(String name, Source<R> source, SupervisorRuntime runtime) {
        this.name = name;
        this.source = source;
        this.runtime = runtime;
        this.log = new OutageLog(name);
        this.trouble = new Trouble(name, runtime, lock);
        this.nextAttempt = new Alarm(runtime, lock);
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
            if (state == ConnectionState.NEW && attempt == null) {
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
        boolean waits = false;
        try {
            for (; ; ) {
                CompletableFuture<@Nullable Void> awaited;
                synchronized (lock) {
                    SharedResource<R> shared = current;
                    if (shared != null && shared.epoch() >= asked) {
                        return shared;
                    }
                    failIfNotToBeHad(asked);
                    if (attempt == null && (shared != null || !nextAttempt.isSet())) {
                        startAttempt(source);
                    }
                    if (!waits) {
                        waits = true;
                        trouble.callWaits();
                    }
                    awaited = change;
                }
                await(awaited, since);
            }
        } catch (ConnectionException ex) {
            synchronized (lock) {
                trouble.callFailed();
            }
            throw ex;
        } finally {
            if (waits) {
                synchronized (lock) {
                    trouble.callWaitsNoMore();
                }
            }
        }
    }

    private void await(CompletableFuture<@Nullable Void> awaited, long since) {
        Duration bound = settings().patience();
        Duration left = bound.minusNanos(runtime.nanoTime() - since);
        try {
            if (left.isNegative() || left.isZero()) {
                throw new TimeoutException();
            }
            runtime.await(awaited, left);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw unavailable(ex);
        } catch (TimeoutException ex) {
            throw unavailable(new TimeoutException("no answer within " + bound.toMillis() + " ms"));
        }
    }

    /** Fails whoever would wait in vain. */
    private void failIfNotToBeHad(long asked) {
        if (state == ConnectionState.CLOSED) {
            throw new ConnectionClosedException(name);
        }
        if (asked < suspendedEpoch) {
            throw unavailable(new CancellationException("it was suspended before it was open"));
        }
        Refusal refusal = trouble.refusal();
        if (state == ConnectionState.REFUSED && attempt == null && refusal != null) {
            if (runtime.nanoTime() - refusal.askedAt() < SHORTLY.toNanos()) {
                statistics.rejectedCalls.increment();
                throw refusal.exception(name);
            }
            nextAttempt.clear();
        } else if (trouble.isCircuitOpen()) {
            trouble.reject();
            statistics.rejectedCalls.increment();
            Outage outage = trouble.outage();
            throw unavailable((outage != null) ? outage.cause : null);
        }
    }

    RuntimeException unavailable(@Nullable Throwable cause) {
        synchronized (lock) {
            Outage outage = trouble.outage();
            Instant since = (outage != null) ? outage.since : runtime.now();
            return Unavailability.of(name, since, nextAttempt.dueAt(), cause);
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
                show(ConnectionState.CONNECTING);
                reopen();
            }
        }
        broken.retire();
        if (dead) {
            broken.disposeNow();
        }
    }

    private void reopen() {
        boolean lasted = runtime.nanoTime() - openedNanos >= LASTING.toNanos();
        didNotLast = lasted ? 0 : didNotLast + 1;
        if (attempt != null) {
            // It may have begun before the network went silent.
            attempt.giveUpAfter(patience(attempt.source));
        } else if (didNotLast <= MOST_THAT_DO_NOT_LAST) {
            startAttempt(source);
        } else {
            scheduleAttempt(source.cadence().pauseAfter(didNotLast));
        }
    }

    private Outage beginOutage(long sinceNanos, @Nullable Throwable cause) {
        return trouble.begin(sinceNanos, cause, settings().recovery().rideOut(), this::openCircuit);
    }

    /** Fails those who wait, and those who are still at work with a resource that was replaced. */
    private void openCircuit() {
        if (trouble.openCircuit()) {
            signal();
            for (SharedResource<R> replaced : resources.notYetClosed()) {
                if (replaced != current) {
                    replaced.disposeNow();
                }
            }
        }
    }

    private Duration patience(Source<R> with) {
        return (trouble.outage() == null)
                ? with.settings().connectTimeout()
                : with.cadence().patience(trouble.age(), lastOpening);
    }

    private Attempt<R> startAttempt(Source<R> with) {
        nextAttempt.clear();
        Attempt<R> started = new Attempt<>(this, with, epoch, refreshWanted);
        refreshWanted = false;
        attempt = started;
        if (current == null && trouble.outage() == null) {
            show(ConnectionState.CONNECTING);
        }
        resources.began(started);
        try {
            started.start(patience(with));
        } catch (Throwable ex) {
            resources.ended(started);
            failed(started, null, ex, true);
        }
        return started;
    }

    private void scheduleAttempt(Duration pause) {
        Duration pauseWhileHanging = Cadence.pauseWhileHanging(resources.attempts());
        nextAttempt.set(
                Cadence.jittered(Cadence.longer(pause, pauseWhileHanging), runtime.random())
                        .plus(runtime.untilTurn()),
                () -> startAttempt(source));
    }

    /** An attempt has a resource; {@code false} if nobody wants it any more. */
    boolean opened(Attempt<R> by, R resource, Answer answer) {
        SharedResource<R> replaced;
        Outage ended;
        Duration outageTook;
        synchronized (lock) {
            if (attempt != by) {
                return false;
            }
            attempt = null;
            use(by.source);
            replaced = current;
            SharedResource<R> next = new SharedResource<>(resource, source, answer, by.epoch, resources::dispose);
            resources.add(next);
            current = next;
            openedNanos = runtime.nanoTime();
            lastOpening = Duration.ofNanos(openedNanos - by.startedNanos);
            statistics.opened(lastOpening);
            outageTook = trouble.age();
            ended = forgetTrouble();
            probe.opened();
            show(ConnectionState.UP);
            credentialsWatch.watch(next);
            signal();
            if (refreshWanted) {
                startAttempt(source);
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
        nextAttempt.clear();
        refreshFailure = null;
        failedRefreshes = 0;
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
        Outage begun = null;
        SharedResource<R> outdated = null;
        boolean firstRefresh = false;
        synchronized (lock) {
            if (attempt != by) {
                return;
            }
            attempt = null;
            refreshWanted |= by.refreshes;
            if (by.source != source) {
                goOnWithoutReload();
            } else if (by.epoch < epoch) {
                startAttempt(source);
            } else {
                statistics.openingFailed(Duration.ofNanos(runtime.nanoTime() - by.startedNanos));
                if (failure instanceof CredentialsRefusedException refused && answer != null) {
                    trouble.refused(answer, refused);
                }
                if (current != null && current.epoch() == epoch) {
                    firstRefresh = refreshFailed(failure);
                } else {
                    outdated = current;
                    current = null;
                    begun = openingFailed(by, failure, isTransient);
                }
            }
        }
        if (outdated != null) {
            outdated.retire();
        }
        if (begun != null) {
            log.isDown(begun, failure);
        } else if (firstRefresh) {
            log.isNotRefreshed(failure);
        }
        by.end(failure);
    }

    /** What the attempt with another source has kept from being done. */
    private void goOnWithoutReload() {
        if (current == null || refreshWanted || refreshFailure != null) {
            startAttempt(source);
        }
    }

    /** @return whether it is the first in a row */
    private boolean refreshFailed(Throwable failure) {
        refreshFailure = failure;
        failedRefreshes++;
        show(ConnectionState.DEGRADED);
        scheduleAttempt(
                failure instanceof CredentialsRefusedException
                        ? Cadence.pauseAfterRefusal(failedRefreshes)
                        : source.cadence().pauseAfter(failedRefreshes));
        return failedRefreshes == 1;
    }

    /** @return the outage if this was its first failure */
    private @Nullable Outage openingFailed(Attempt<R> by, Throwable failure, boolean isTransient) {
        Outage now = beginOutage(by.startedNanos, failure);
        now.cause = failure;
        now.failedAttempts++;
        if (failure instanceof CredentialsRefusedException) {
            show(ConnectionState.REFUSED);
            signal();
            scheduleAttempt(Cadence.pauseAfterRefusal(now.failedAttempts));
        } else {
            show(ConnectionState.DOWN);
            scheduleAttempt(source.cadence().pauseAfter(now.failedAttempts));
            if (!isTransient || trouble.age().compareTo(settings().recovery().rideOut()) >= 0) {
                openCircuit();
            }
        }
        return (now.failedAttempts == 1) ? now : null;
    }

    /** An attempt's thread has ended. */
    void ended(Attempt<R> by) {
        resources.ended(by);
    }

    /** Opens the next resource with new credentials, and then replaces the given one, if it is still the current one. */
    void refresh(SharedResource<R> outdated) {
        synchronized (lock) {
            if (current == outdated) {
                refreshWanted = true;
                if (attempt == null) {
                    startAttempt(source);
                }
            }
        }
    }

    /**
     * Opens a resource of another source, and then replaces the current one. If that fails the current one goes on; if
     * there is none, the new source counts from now on. Returns when the attempt has ended.
     */
    void reload(Source<R> with) {
        Attempt<R> started = startReload(with);
        if (started != null) {
            try {
                runtime.await(started.end, with.settings().patience().multipliedBy(2));
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw unavailable(ex);
            } catch (TimeoutException ex) {
                throw unavailable(ex);
            }
            if (started.failure != null) {
                throw unavailable(started.failure);
            }
        }
    }

    private @Nullable Attempt<R> startReload(Source<R> with) {
        synchronized (lock) {
            if (state == ConnectionState.CLOSED) {
                throw new ConnectionClosedException(name);
            }
            abandonAttempt("it was configured anew");
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
        nextAttempt.clear();
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
            refreshWanted = false;
            refreshFailure = null;
            failedRefreshes = 0;
            tryAfresh();
            if (attempt != null) {
                Duration left = SHORTLY.minusNanos(runtime.nanoTime() - attempt.startedNanos);
                if (left.isNegative()) {
                    abandonAttempt("it was reset");
                } else {
                    attempt.giveUpAfter(left);
                }
            }
            if (attempt == null) {
                if (trouble.outage() != null) {
                    startAttempt(source);
                } else {
                    show(ConnectionState.NEW);
                }
            }
            signal();
        }
        if (replaced != null) {
            replaced.retire();
        }
    }

    private void abandonAttempt(String reason) {
        Attempt<R> abandoned = attempt;
        attempt = null;
        if (abandoned != null) {
            refreshWanted |= abandoned.refreshes;
            abandoned.abandon(reason);
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
            suspendedEpoch = epoch;
            replaced = current;
            current = null;
            abandonAttempt("it was closed");
            refreshWanted = false;
            forgetTrouble();
            probe.close();
            credentialsWatch.close();
            show(next);
            signal();
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

    private void signal() {
        CompletableFuture<@Nullable Void> happened = change;
        change = new CompletableFuture<>();
        happened.complete(null);
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
                    (outage != null) ? outage.cause : refreshFailure,
                    trouble.isCircuitOpen(),
                    nextAttempt.dueAt());
        }
    }
}
