package dev.connections.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One load that is under way, and those who wait for it.
 *
 * <p>A load that began before an invalidation must not leave a valid entry, at whatever moment they meet. Each of the two writes
 * before it reads what the other writes: the load its entry, then it asks whether it is invalid; the invalidation that it is
 * invalid, then it looks for an entry. So at least one of them sees the other.
 */
final class Flight {

    private final CompletableFuture<Landing> landing = new CompletableFuture<>();

    /** Who loads; {@code null} if that is no thread's business, or a thread's in the background. */
    private final @Nullable Thread leader;

    private volatile boolean invalid;

    private volatile @Nullable Entry entry;

    Flight(@Nullable Thread leader) {
        this.leader = leader;
    }

    boolean isLedByCaller() {
        return leader == Thread.currentThread();
    }

    /** From now on it leaves no valid entry. */
    void invalidate() {
        invalid = true;
        Entry made = entry;
        if (made != null) {
            made.invalidate();
        }
    }

    /** Says what it is about to leave. Returns whether it may. */
    boolean leaves(Entry made) {
        entry = made;
        if (invalid) {
            made.invalidate();
            return false;
        }
        return true;
    }

    boolean isValid() {
        return !invalid;
    }

    void land(Landing how) {
        landing.complete(how);
    }

    CompletableFuture<Landing> landing() {
        return landing;
    }

    /**
     * Waits for it to land.
     *
     * @param nanos how long at most; 0 for as long as it takes
     */
    Landing await(long nanos) throws InterruptedException, TimeoutException {
        try {
            return (nanos == 0) ? landing.get() : landing.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
