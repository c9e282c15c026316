package dev.connections.supervision;

import dev.connections.DurationText;
import dev.connections.supervision.resilience.RetryBackoff;
import dev.connections.supervision.resource.ResolvedCredentials;
import dev.connections.supervision.resource.SharedResource;
import dev.connections.supervision.runtime.RestartableTimer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the credentials provider while a resource is open: at the provider's interval, and before the credentials
 * expire. When the credentials have changed, it requests one refresh of the resource from the supervisor.
 */
final class CredentialsPoller<R> {

    private static final Logger logger = LoggerFactory.getLogger(CredentialsPoller.class);

    /** The maximum number of polls at a time, for a provider that hangs and ignores interrupts. */
    private static final int MAX_POLLS = 4;

    private final Supervisor<R> supervisor;

    private final RestartableTimer nextPoll;

    /** Polls that have not returned, each on a thread. */
    private final AtomicInteger running = new AtomicInteger();

    private final AtomicBoolean failing = new AtomicBoolean();

    CredentialsPoller(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
        this.nextPoll = new RestartableTimer(supervisor.runtime, supervisor.state.lock);
    }

    /**
     * Watches the credentials of a resource that has just been opened, instead of those before. Called under the lock.
     */
    void watch(SharedResource<R> opened) {
        schedule(opened, opened.resolved());
    }

    /** Called under the lock. */
    void close() {
        nextPoll.cancel();
    }

    private void schedule(SharedResource<R> shared, ResolvedCredentials newest) {
        if (supervisor.current.get() != shared) {
            return;
        }
        Duration delay = newest.pollDelay(supervisor.runtime.now());
        if (delay == null) {
            nextPoll.cancel();
        } else {
            Duration pause = failing.get() ? RetryBackoff.longer(delay, ResolvedCredentials.FAILURE_PAUSE) : delay;
            nextPoll.restart(pause, () -> startPoll(shared, newest));
        }
    }

    private void startPoll(SharedResource<R> shared, ResolvedCredentials newest) {
        if (running.get() >= MAX_POLLS) {
            schedule(shared, newest);
            return;
        }
        AtomicBoolean over = new AtomicBoolean();
        running.incrementAndGet();
        try {
            Thread thread = supervisor.startThread("credentials", () -> poll(shared, newest, over));
            Duration patience = supervisor.current.settings().connectTimeout();
            supervisor.runtime.schedule(patience, () -> giveUp(shared, newest, over, thread, patience));
        } catch (Throwable ex) {
            running.decrementAndGet();
            pollFailed(ex);
            schedule(shared, newest);
        }
    }

    private void poll(SharedResource<R> shared, ResolvedCredentials newest, AtomicBoolean over) {
        ResolvedCredentials resolved = newest;
        Throwable failure = null;
        try {
            resolved = ResolvedCredentials.of(shared.credentialsProvider());
        } catch (Throwable ex) {
            failure = ex;
        } finally {
            running.decrementAndGet();
        }
        if (!over.compareAndSet(false, true)) {
            return;
        }
        if (failure != null) {
            pollFailed(failure);
        } else {
            failing.set(false);
        }
        synchronized (supervisor.state.lock) {
            schedule(shared, resolved);
        }
        if (!resolved.isSameAs(newest)) {
            supervisor.refresh(shared);
        }
    }

    /** The provider hangs: handled like a failed poll. */
    private void giveUp(
            SharedResource<R> shared,
            ResolvedCredentials newest,
            AtomicBoolean over,
            Thread thread,
            Duration patience) {
        if (over.compareAndSet(false, true)) {
            pollFailed(new TimeoutException("no answer within " + DurationText.of(patience)));
            thread.interrupt();
            synchronized (supervisor.state.lock) {
                schedule(shared, newest);
            }
        }
    }

    private void pollFailed(Throwable cause) {
        if (failing.compareAndSet(false, true)) {
            logger.warn(
                    "Connection '{}' keeps its current credentials, because its provider failed: {}",
                    supervisor.name,
                    cause.toString());
        }
        logger.debug("Connection '{}' received no credentials", supervisor.name, cause);
    }
}
