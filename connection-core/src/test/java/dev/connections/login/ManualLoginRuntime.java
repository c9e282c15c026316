package dev.connections.login;

import dev.connections.supervision.runtime.ManualRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Time that goes on when a test says so, and nobody is kept waiting; threads are real ones. */
final class ManualLoginRuntime extends ManualRuntime {

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    @Override
    public void await(CompletableFuture<@Nullable Void> event, Duration timeout) throws TimeoutException {
        pauses.add(timeout);
        throw new TimeoutException();
    }

    /** How long callers would have been kept. */
    List<Duration> pauses() {
        return pauses;
    }
}
