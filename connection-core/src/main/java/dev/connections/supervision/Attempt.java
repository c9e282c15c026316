package dev.connections.supervision;

import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.supervision.SupervisorRuntime.Scheduled;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to open the resource, on a thread of its own. It ends once: with a resource, a failure, or abandoned. Its thread is
 * interrupted only while it asks the provider and the factory for something new, never while it closes what it opened in vain.
 */
final class Attempt<R> implements Runnable {

    private static final Logger logger = LoggerFactory.getLogger(Attempt.class);

    final Source<R> source;

    /** How many resets had been asked for when it began. */
    private volatile long epoch;

    /** Whether other credentials are the reason for it. */
    final boolean refreshes;

    final long startedNanos;

    /** Completed when it has ended. */
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

    private volatile @Nullable Throwable failure;

    private final Supervisor<R> supervisor;

    private @Nullable Thread interruptible;

    private boolean unwanted;

    private @Nullable Scheduled deadline;

    private long deadlineNanos;

    Attempt(Supervisor<R> supervisor, Source<R> source, boolean refreshes) {
        this.supervisor = supervisor;
        this.source = source;
        this.epoch = supervisor.present.epoch();
        this.refreshes = refreshes;
        this.startedNanos = supervisor.runtime.nanoTime();
    }

    long epoch() {
        return epoch;
    }

    void start(Duration patience) {
        giveUpAfter(patience);
        try {
            supervisor.startThread("open", this);
        } catch (Throwable ex) {
            cancelDeadline();
            throw ex;
        }
    }

    /** Ends the attempt as failed if it has not ended by then, or by an earlier time that was given before. */
    synchronized void giveUpAfter(Duration patience) {
        long at = supervisor.runtime.nanoTime() + patience.toNanos();
        if (deadline != null) {
            if (at - deadlineNanos >= 0) {
                return;
            }
            deadline.cancel();
        }
        deadlineNanos = at;
        Duration allowed = Duration.ofNanos(at - startedNanos);
        deadline = supervisor.runtime.schedule(patience, () -> {
            supervisor.outcomes.failed(
                    this, null, new TimeoutException("no answer within " + allowed.toMillis() + " ms"), true);
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

    /** Waits until it has ended, which its deadline sees to. @return why it failed, if it did */
    @Nullable
    Throwable awaitEnd() {
        try {
            supervisor.runtime.await(end, source.settings().connectTimeout().multipliedBy(2));
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
            supervisor.resources.ended(this);
        }
    }

    private void open() {
        Answer answer = null;
        R resource;
        try {
            answer = Answer.of(source.credentialsProvider());
            failIfUnwanted();
            try {
                supervisor.outcomes.failIfRefused(this, answer);
                resource = connect(answer.credentials());
            } catch (CredentialsRefusedException ex) {
                @Nullable Answer newer = newerThan(answer, ex);
                if (newer == null) {
                    throw ex;
                }
                answer = newer;
                supervisor.outcomes.failIfRefused(this, newer);
                resource = connect(newer.credentials());
            }
        } catch (Throwable ex) {
            shieldFromInterrupts();
            supervisor.outcomes.failed(this, answer, ex, isTransient(ex));
            return;
        }
        shieldFromInterrupts();
        if (!supervisor.outcomes.opened(this, resource, answer)) {
            close(resource);
        }
    }

    /** The provider's credentials after those were refused; {@code null} if it has no others. */
    private @Nullable Answer newerThan(Answer refused, CredentialsRefusedException refusal) {
        if (refused.credentials().isForOneOpening() || !supervisor.outcomes.refused(this, refused, refusal)) {
            return null;
        }
        try {
            source.credentialsProvider().invalidate(refused.credentials());
            Answer newest = Answer.of(source.credentialsProvider());
            failIfUnwanted();
            return newest.isSameAs(refused) ? null : newest;
        } catch (Exception ex) {
            refusal.addSuppressed(ex);
            return null;
        }
    }

    private R connect(Credentials credentials) throws Exception {
        R resource = source.factory().connect(credentials);
        if (resource == null) {
            throw new IllegalStateException(source.factory().getClass().getName() + ".connect returned null");
        }
        boolean open = false;
        try {
            open = source.factory().isOpen(resource);
        } finally {
            if (!open) {
                shieldFromInterrupts();
                close(resource);
            }
        }
        if (!open) {
            throw new IllegalStateException("it was closed as soon as it was opened");
        }
        return resource;
    }

    private void close(R resource) {
        try {
            source.factory().close(resource);
        } catch (Throwable ex) {
            logger.warn("The resource of connection '{}' did not close properly", supervisor.name, ex);
        }
    }

    private boolean isTransient(Throwable failure) {
        try {
            return failure instanceof Exception exception && source.factory().isTransient(exception);
        } catch (RuntimeException ex) {
            logger.warn("The factory of connection '{}' could not judge a failure", supervisor.name, ex);
            return true;
        }
    }

    private synchronized boolean begin() {
        if (!unwanted) {
            interruptible = Thread.currentThread();
            epoch = supervisor.present.epoch();
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
