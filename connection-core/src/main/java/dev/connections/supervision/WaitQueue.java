package dev.connections.supervision;

import dev.connections.supervision.runtime.GuardedBy;
import dev.connections.supervision.runtime.StateLock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The callers that wait for a resource. Every change that may concern them wakes them; they then check again. */
final class WaitQueue {

    private final StateLock lock;

    /** Completed, and replaced, at each change. */
    @GuardedBy("lock")
    private CompletableFuture<@Nullable Void> change = new CompletableFuture<>();

    /** Callers that came before this many resets fail: the connection has been suspended or closed since. */
    @GuardedBy("lock")
    private long suspendedEpoch;

    WaitQueue(StateLock lock) {
        this.lock = lock;
    }

    /** The next change. */
    CompletableFuture<@Nullable Void> change() {
        lock.assertHeld();
        return change;
    }

    /** Wakes all waiting callers. */
    void wake() {
        lock.assertHeld();
        CompletableFuture<@Nullable Void> happened = change;
        change = new CompletableFuture<>();
        happened.complete(null);
    }

    /** Fails the callers that came before the given epoch. */
    void failWaitersBefore(long epoch) {
        lock.assertHeld();
        suspendedEpoch = epoch;
        wake();
    }

    /** Whether a caller that came in the given epoch has to fail, as the connection was suspended since. */
    boolean isSuspendedSince(long asked) {
        lock.assertHeld();
        return asked < suspendedEpoch;
    }
}
