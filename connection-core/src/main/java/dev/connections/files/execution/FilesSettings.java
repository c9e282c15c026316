package dev.connections.files.execution;

import dev.connections.support.RateLimiter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of requests about files. Immutable.
 *
 * @param retry retries of idempotent requests
 * @param rateLimit the rate limit of requests; {@code null} for none
 */
public record FilesSettings(Retry retry, @Nullable RateLimiter rateLimit) {

    /**
     * Retries of idempotent requests.
     *
     * @param attempts maximum number of attempts, at least 1
     * @param initialInterval the pause before the second attempt; it doubles with each further one, with jitter
     * @param maxInterval the maximum pause
     * @param budget the maximum time from the first attempt to the start of another one. A transfer has the budget each
     *     time that it is interrupted
     */
    public record Retry(int attempts, Duration initialInterval, Duration maxInterval, Duration budget) {

        public Retry {
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts must be at least 1");
            }
        }

        /** Returns the pause after an attempt, counted from 1. */
        Duration pauseAfter(int attempt, double random) {
            double full = initialInterval.toNanos() * Math.pow(2, Math.min(attempt - 1, 32));
            return Duration.ofNanos((long) (Math.min(full, maxInterval.toNanos()) * (0.5 + random / 2)));
        }
    }
}
