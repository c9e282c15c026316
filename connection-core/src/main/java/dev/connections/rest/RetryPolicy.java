package dev.connections.rest;

import dev.connections.Internal;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * When a request is made again. Immutable.
 *
 * @param attempts how often it is made at most, at least 1
 * @param initialInterval the pause before the second attempt; it doubles with each further one. Each caller waits
 *     for a random part of it
 * @param maxInterval what it doubles up to
 * @param budget how long after the first attempt began another one may begin
 * @param statuses statuses after which a request is retried, beside connections that fail
 */
@Internal
public record RetryPolicy(
        int attempts, Duration initialInterval, Duration maxInterval, Duration budget, Set<Integer> statuses) {

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1");
        }
        if (initialInterval.isNegative() || maxInterval.isNegative() || budget.isNegative()) {
            throw new IllegalArgumentException("initialInterval, maxInterval and budget must not be negative");
        }
        statuses = Set.copyOf(statuses);
    }

    /** Three attempts within 10 seconds, 200 ms and 400 ms apart at most, after 429 and 503. */
    public static RetryPolicy defaults() {
        return new RetryPolicy(
                3,
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Set.of(HttpStatus.TOO_MANY_REQUESTS.value(), HttpStatus.SERVICE_UNAVAILABLE.value()));
    }

    /**
     * The pause after an attempt.
     *
     * @param attempt which one, counted from 1
     * @param random from 0 to 1: so that callers who failed together do not come back together
     */
    public Duration pauseAfter(int attempt, double random) {
        double full = initialInterval.toNanos() * Math.pow(2, Math.min(attempt - 1, 32));
        return Duration.ofNanos((long) (Math.min(full, maxInterval.toNanos()) * (0.5 + random / 2)));
    }
}
