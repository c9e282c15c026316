package dev.connections.supervision;

import dev.connections.DurationText;
import dev.connections.supervision.resource.SharedResource;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resources that are not yet closed, the one in use and those that still drain; and the attempts that still run.
 * Closes each resource on a thread of its own, so that a close that hangs blocks no other. Thread-safe.
 */
final class OpenResources<R> {

    private static final Logger logger = LoggerFactory.getLogger(OpenResources.class);

    private static final Duration WITHOUT_THREAD = Duration.ofSeconds(1);

    private final Supervisor<R> supervisor;

    private final Set<SharedResource<R>> notYetClosed = new LinkedHashSet<>();

    private final Set<Attempt<R>> running = new LinkedHashSet<>();

    /** Completed, and replaced, whenever a resource has been closed or an attempt has ended. */
    private CompletableFuture<@Nullable Void> change = new CompletableFuture<>();

    OpenResources(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
    }

    synchronized void add(SharedResource<R> shared) {
        notYetClosed.add(shared);
    }

    synchronized void began(Attempt<R> attempt) {
        running.add(attempt);
    }

    synchronized void ended(Attempt<R> attempt) {
        running.remove(attempt);
        signal();
    }

    /** How many attempts run, wanted or not. */
    synchronized int attempts() {
        return running.size();
    }

    /** Those that are not yet closed at this moment. */
    synchronized List<SharedResource<R>> notYetClosed() {
        return List.copyOf(notYetClosed);
    }

    /** All that is not over at this moment. */
    synchronized PendingClose<R> pendingClose() {
        return new PendingClose<>(List.copyOf(notYetClosed), List.copyOf(running));
    }

    /** Closes a resource that is no longer in use. */
    void dispose(SharedResource<R> shared) {
        try {
            supervisor.startThread("close", () -> close(shared));
        } catch (Throwable ex) {
            logger.warn(
                    "The resource of connection '{}' cannot be closed yet, because no thread can be started",
                    supervisor.name,
                    ex);
            supervisor.runtime.schedule(WITHOUT_THREAD, () -> dispose(shared));
        }
    }

    private void close(SharedResource<R> shared) {
        try {
            shared.factory().close(shared.resource());
        } catch (Throwable ex) {
            logger.warn("The resource of connection '{}' failed to close", supervisor.name, shared.masked(ex));
        }
        synchronized (this) {
            notYetClosed.remove(shared);
            signal();
        }
    }

    private void signal() {
        CompletableFuture<@Nullable Void> happened = change;
        change = new CompletableFuture<>();
        happened.complete(null);
    }

    /** Waits until they are over, all retired: first for their users, then without regard to them. */
    void close(PendingClose<R> pendingClose, Duration timeout) {
        if (awaitEnd(pendingClose, timeout)) {
            return;
        }
        logger.warn(
                "Connection '{}' is still in use {} after it was closed", supervisor.name, DurationText.of(timeout));
        pendingClose.resources().forEach(SharedResource::disposeNow);
        if (!awaitEnd(pendingClose, timeout)) {
            logger.warn(
                    "Connection '{}' did not close within {}, and is abandoned",
                    supervisor.name,
                    DurationText.of(timeout));
        }
    }

    private boolean awaitEnd(PendingClose<R> pendingClose, Duration timeout) {
        long began = supervisor.runtime.nanoTime();
        for (; ; ) {
            CompletableFuture<@Nullable Void> awaited;
            synchronized (this) {
                if (isOver(pendingClose)) {
                    return true;
                }
                awaited = change;
            }
            try {
                supervisor.runtime.await(awaited, timeout.minusNanos(supervisor.runtime.nanoTime() - began));
            } catch (TimeoutException ex) {
                return false;
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private boolean isOver(PendingClose<R> pendingClose) {
        return containsNone(notYetClosed, pendingClose.resources()) && containsNone(running, pendingClose.attempts());
    }

    private static <T> boolean containsNone(Set<T> all, Collection<T> some) {
        return some.stream().noneMatch(all::contains);
    }

    /** What was not over at some moment. */
    record PendingClose<R>(List<SharedResource<R>> resources, List<Attempt<R>> attempts) {}
}
