package dev.connections.supervision;

import dev.connections.CredentialsRefusedException;
import dev.connections.DurationText;
import dev.connections.supervision.resilience.RetryBackoff;
import dev.connections.supervision.resource.ConnectConfig;
import dev.connections.supervision.resource.FailureMask;
import dev.connections.supervision.resource.ResolvedCredentials;
import dev.connections.supervision.runtime.GuardedBy;
import dev.connections.supervision.runtime.SupervisorRuntime;
import dev.connections.supervision.runtime.SupervisorRuntime.Scheduled;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to open the resource, on a thread of its own. It ends once: with a resource, with a failure, or
 * abandoned. Its thread is interrupted only while it waits for the provider or the factory, never while it closes what
 * it opened.
 */
final class Attempt<R> implements Runnable {

    /** The limit of loading a driver, which does not count as connecting. */
    static final Duration LONGEST_PREPARATION = Duration.ofMinutes(1);

    private static final Logger logger = LoggerFactory.getLogger(Attempt.class);

    final ConnectConfig<R> config;

    /** Whether other credentials are the reason for it. */
    final boolean refreshes;

    private final Supervisor<R> supervisor;

    private final SupervisorRuntime runtime;

    /** Completed when it has ended. */
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

    /** The number of resets when it began. */
    private volatile long epoch;

    private volatile long startedNanos;

    private volatile boolean prepared;

    private volatile @Nullable Throwable failure;

    @GuardedBy("this")
    private @Nullable Thread interruptible;

    @GuardedBy("this")
    private boolean unwanted;

    @GuardedBy("this")
    private @Nullable Scheduled deadline;

    @GuardedBy("this")
    private long deadlineNanos;

    /** Whether the circuit breaker waits for its result. */
    @GuardedBy("this")
    private boolean counted;

    Attempt(Supervisor<R> supervisor, ConnectConfig<R> config, boolean refreshes) {
        this.supervisor = supervisor;
        this.runtime = supervisor.runtime;
        this.config = config;
        this.epoch = supervisor.current.epoch();
        this.refreshes = refreshes;
        this.startedNanos = runtime.nanoTime();
    }

    long epoch() {
        return epoch;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** The time since it began, without its preparation. */
    Duration age() {
        return Duration.ofNanos(runtime.nanoTime() - startedNanos);
    }

    /** Whether the factory has been prepared; until then no time counts as waiting for the target. */
    boolean isPrepared() {
        return prepared;
    }

    void start() {
        giveUpAfter(RetryBackoff.longer(config.settings().connectTimeout(), LONGEST_PREPARATION));
        try {
            supervisor.startThread("open", this);
        } catch (Throwable ex) {
            cancelDeadline();
            throw ex;
        }
    }

    /** Ends the attempt as failed if it has not ended by then, or by an earlier time that was given before. */
    void giveUpAfter(Duration patience) {
        giveUpAt(runtime.nanoTime() + patience.toNanos(), patience);
    }

    private synchronized void giveUpAt(long at, Duration patience) {
        if (deadline != null) {
            if (at - deadlineNanos >= 0) {
                return;
            }
            deadline.cancel();
        }
        deadlineNanos = at;
        Duration allowed = Duration.ofNanos(at - startedNanos);
        deadline = runtime.schedule(patience, () -> {
            supervisor.results.failed(
                    this, null, new TimeoutException("no answer within " + DurationText.of(allowed)), true);
            interrupt();
        });
    }

    /** Its result, if there will be one, is not wanted any more. */
    void abandon(String reason) {
        cancelDeadline();
        interrupt();
        end(new CancellationException(reason));
    }

    void end(@Nullable Throwable cause) {
        failure = cause;
        end.complete(null);
    }

    /** Waits until it has ended, by its deadline at the latest. Returns why it failed, if it did. */
    @Nullable
    Throwable awaitEnd() {
        try {
            runtime.await(
                    end, config.settings().connectTimeout().multipliedBy(2).plus(LONGEST_PREPARATION));
            return failure;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return ex;
        } catch (TimeoutException ex) {
            return ex;
        }
    }

    @Override
    public void run() {
        try {
            if (begin()) {
                open();
            }
        } finally {
            cancelDeadline();
            if (takeCounted()) {
                supervisor.resilience.attemptAbandoned();
            }
            supervisor.resources.ended(this);
        }
    }

    private void open() {
        ResolvedCredentials resolved = null;
        R resource;
        try {
            prepare();
            resolved = ResolvedCredentials.of(config.credentialsProvider());
            failIfUnwanted();
            try {
                resource = logIn(resolved);
            } catch (CredentialsRefusedException | KnownRefusalException ex) {
                RuntimeException refusal = (RuntimeException) masked(resolved, ex);
                @Nullable ResolvedCredentials newer = newerThan(resolved, refusal);
                if (newer == null) {
                    throw refusal;
                }
                resolved = newer;
                resource = logIn(newer);
            }
        } catch (Throwable ex) {
            shieldFromInterrupts();
            // the factory judges the failure as it has thrown it
            boolean isTransient = isTransient(resolved, ex);
            supervisor.results.failed(this, resolved, masked(resolved, ex), isTransient);
            return;
        }
        shieldFromInterrupts();
        if (!supervisor.results.opened(this, resource, resolved)) {
            close(resolved, resource);
        }
    }

    private Throwable masked(@Nullable ResolvedCredentials resolved, Throwable failure) {
        return FailureMask.mask(config, resolved, failure);
    }

    private R logIn(ResolvedCredentials as) throws Exception {
        supervisor.results.failIfRefused(this, as);
        if (!isCounted()) {
            setCounted(supervisor.resilience.attemptBegins());
        }
        return connect(as);
    }

    /** The provider's credentials after those were refused; {@code null} if it has no others. */
    private @Nullable ResolvedCredentials newerThan(ResolvedCredentials refused, RuntimeException refusal) {
        if (refused.credentials().isForOneOpening() || !supervisor.results.refused(this, refused, refusal)) {
            return null;
        }
        try {
            config.credentialsProvider().invalidate(refused.credentials());
            ResolvedCredentials newest = ResolvedCredentials.of(config.credentialsProvider());
            failIfUnwanted();
            return newest.isSameAs(refused) ? null : newest;
        } catch (Exception ex) {
            refusal.addSuppressed(ex);
            return null;
        }
    }

    private void prepare() throws Exception {
        long begun = startedNanos;
        config.factory().prepare();
        startedNanos = runtime.nanoTime();
        prepared = true;
        giveUpAfter(config.settings().connectTimeout());
        supervisor.prepared(begun);
        epoch = supervisor.current.epoch();
    }

    private synchronized boolean isCounted() {
        return counted;
    }

    private synchronized void setCounted(boolean counts) {
        counted = counts;
    }

    /** Whether the circuit breaker is to be given the result, which it is once. */
    synchronized boolean takeCounted() {
        boolean taken = counted;
        counted = false;
        return taken;
    }

    private R connect(ResolvedCredentials as) throws Exception {
        config.details().connectsAs(as.credentials());
        R resource = config.factory().connect(as.credentials());
        if (resource == null) {
            throw new IllegalStateException(config.factory().getClass().getName() + ".connect returned null");
        }
        boolean open = false;
        try {
            open = config.factory().isOpen(resource);
        } finally {
            if (!open) {
                shieldFromInterrupts();
                close(as, resource);
            }
        }
        if (!open) {
            throw new IllegalStateException("it was closed as soon as it was opened");
        }
        return resource;
    }

    private void close(ResolvedCredentials as, R resource) {
        try {
            config.factory().close(resource);
        } catch (Throwable ex) {
            logger.warn("The resource of connection '{}' failed to close", supervisor.name, masked(as, ex));
        }
    }

    private boolean isTransient(@Nullable ResolvedCredentials resolved, Throwable cause) {
        try {
            return cause instanceof Exception exception && config.factory().isTransient(exception);
        } catch (RuntimeException ex) {
            logger.warn("isTransient of the factory of connection '{}' failed", supervisor.name, masked(resolved, ex));
            return true;
        }
    }

    private synchronized boolean begin() {
        if (!unwanted) {
            interruptible = Thread.currentThread();
            epoch = supervisor.current.epoch();
        }
        return !unwanted;
    }

    /** A provider may have taken longer than the attempt was waited for, and another one be under way. */
    private synchronized void failIfUnwanted() {
        if (unwanted) {
            throw new CancellationException("it was given up");
        }
    }

    private synchronized void shieldFromInterrupts() {
        interruptible = null;
        Thread.interrupted();
    }

    private synchronized void interrupt() {
        unwanted = true;
        if (interruptible != null) {
            interruptible.interrupt();
        }
    }

    private synchronized void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel();
        }
    }
}
