package dev.connections.files.execution;

import dev.connections.files.execution.FilesSettings.Retry;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreException;
import dev.connections.support.WaitingClock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Retries of requests to a store, with exponential back-off within a budget. Thread-safe. */
final class StoreRetry implements RequestRetry {

    private final Supplier<Retry> settings;

    private final WaitingClock clock;

    private final Runnable counter;

    /** @param counter counts each retry */
    StoreRetry(Supplier<Retry> settings, WaitingClock clock, Runnable counter) {
        this.settings = settings;
        this.clock = clock;
        this.counter = counter;
    }

    @Override
    public <T> T call(Request<T> request) throws StoreException {
        return call(request, Repetition.ALWAYS);
    }

    /** Sends a request, and sends it again after a transient failure if the repetition permits it. */
    <T> T call(Request<T> request, Repetition repetition) throws StoreException {
        Attempts attempts = begin();
        while (true) {
            try {
                return request.send();
            } catch (StoreException ex) {
                attempts.awaitNext(ex, repetition);
            }
        }
    }

    Attempts begin() {
        return new Attempts();
    }

    /** The attempts of one request. Used by one thread. */
    final class Attempts {

        private final Retry retry = settings.get();

        private final long began = clock.nanoTime();

        private int failed;

        /**
         * Waits until the next attempt is due.
         *
         * @throws StoreException the failure, if there is no further attempt
         */
        void awaitNext(StoreException failure, Repetition repetition) throws StoreException {
            failed++;
            Duration pause = pause(failure, repetition);
            if (pause == null) {
                throw failure;
            }
            counter.run();
            try {
                clock.sleep(pause);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw failure;
            }
        }

        private @Nullable Duration pause(StoreException failure, Repetition repetition) {
            boolean repeated =
                    switch (failure.reason()) {
                        case THROTTLED -> repetition != Repetition.NEVER;
                        case UNAVAILABLE -> repetition == Repetition.ALWAYS;
                        default -> false;
                    };
            if (!repeated
                    || failed >= retry.attempts()
                    || Thread.currentThread().isInterrupted()) {
                return null;
            }
            Duration pause =
                    retry.pauseAfter(failed, ThreadLocalRandom.current().nextDouble());
            Duration requested = failure.retryAfter();
            if (requested != null && requested.compareTo(pause) > 0) {
                pause = requested;
            }
            long left = retry.budget().toNanos() - (clock.nanoTime() - began);
            return (pause.toNanos() <= left) ? pause : null;
        }
    }
}
