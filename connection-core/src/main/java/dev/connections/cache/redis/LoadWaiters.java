package dev.connections.cache.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The callers that wait for the load of another node. Thread-safe. */
final class LoadWaiters {

    private final ConcurrentMap<String, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();

    /** What becomes of the load of another, from now on. */
    CompletableFuture<Outcome> of(String digest) {
        return waiting.computeIfAbsent(digest, none -> new CompletableFuture<>());
    }

    void tell(String digest, Outcome outcome) {
        CompletableFuture<Outcome> future = waiting.remove(digest);
        if (future != null) {
            future.complete(outcome);
        }
    }

    /** Nobody waits for it any longer. */
    void forget(String digest, CompletableFuture<Outcome> future) {
        waiting.remove(digest, future);
        future.complete(Outcome.UNKNOWN);
    }

    static Outcome await(CompletableFuture<Outcome> future, long millis) throws InterruptedException {
        try {
            return future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException ex) {
            return Outcome.UNKNOWN;
        } catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
    }

    enum Outcome {
        STORED,
        /** There is no result to share; each node is to load its own. */
        NONE,
        UNKNOWN
    }
}
