package dev.connections.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One load in flight, which other callers can join.
 *
 * <p>A load that began before an invalidation must not leave a valid entry, at whatever moment they meet. Each of the
 * two writes before it reads what the other writes: the load its entry, then it asks whether it is invalid; the
 * invalidation that it is invalid, then it looks for an entry. So at least one of them sees the other.
 */
final class InFlightLoad {

    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();

    /** The loading thread; {@code null} for an asynchronous load. */
    private final @Nullable Thread owner;

    private volatile boolean invalid;

    private volatile @Nullable CacheEntry entry;

    InFlightLoad(@Nullable Thread owner) {
        this.owner = owner;
    }

    boolean isOwnedByCaller() {
        return owner == Thread.currentThread();
    }

    /** Marks the load invalid: it publishes no valid entry from now on. */
    void invalidate() {
        invalid = true;
        CacheEntry made = entry;
        if (made != null) {
            made.invalidate();
        }
    }

    /** Publishes the loaded entry. Returns false, and invalidates the entry, if the load is invalid. */
    boolean publish(CacheEntry made) {
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

    void complete(LoadResult how) {
        result.complete(how);
    }

    CompletableFuture<LoadResult> result() {
        return result;
    }

    /**
     * Waits for the result.
     *
     * @param nanos the timeout in nanoseconds; 0 for none
     */
    LoadResult await(long nanos) throws InterruptedException, TimeoutException {
        try {
            return (nanos == 0) ? result.get() : result.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
