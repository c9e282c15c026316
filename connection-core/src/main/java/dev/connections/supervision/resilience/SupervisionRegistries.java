package dev.connections.supervision.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.util.List;
import java.util.Objects;

/**
 * The Resilience4j registries in which connections have their circuit breaker, retry and time limiter, each under the
 * connection's name. REST connections have a second retry, {@code <name>.requests}. Thread-safe.
 *
 * @param circuitBreakers registry of the circuit breakers
 * @param retries registry of the retries, whose intervals are the pauses between attempts to connect, and of those
 *     of requests
 * @param timeLimiters registry of the time limiters of health checks
 * @param customizers called for each connection, in order
 */
public record SupervisionRegistries(
        CircuitBreakerRegistry circuitBreakers,
        RetryRegistry retries,
        TimeLimiterRegistry timeLimiters,
        List<SupervisionCustomizer> customizers) {

    /** No connection has a name with a dot. */
    private static final String REQUESTS = ".requests";

    public SupervisionRegistries {
        Objects.requireNonNull(circuitBreakers, "circuitBreakers");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(timeLimiters, "timeLimiters");
        customizers = List.copyOf(customizers);
    }

    /** Returns new registries without customizers. */
    public static SupervisionRegistries create() {
        return new SupervisionRegistries(
                CircuitBreakerRegistry.ofDefaults(),
                RetryRegistry.ofDefaults(),
                TimeLimiterRegistry.ofDefaults(),
                List.of());
    }

    /** Creates the circuit breaker of a connection, in place of one that there may be. */
    CircuitBreaker circuitBreaker(String connection, CircuitBreakerConfig config) {
        circuitBreakers.remove(connection);
        return circuitBreakers.circuitBreaker(connection, config);
    }

    /** Creates the retry of a connection likewise. */
    Retry retry(String connection, RetryConfig config) {
        retries.remove(connection);
        return retries.retry(connection, config);
    }

    /**
     * Creates the retry of a REST connection's requests, {@code <name>.requests}, in place of one that there may be.
     */
    public Retry requestRetry(String connection, RetryConfig config) {
        return retry(connection + REQUESTS, config);
    }

    /** Creates the time limiter of a connection likewise. */
    TimeLimiter timeLimiter(String connection, TimeLimiterConfig config) {
        timeLimiters.remove(connection);
        return timeLimiters.timeLimiter(connection, config);
    }

    /** Removes those of a connection that is closed. */
    void remove(String connection) {
        circuitBreakers.remove(connection);
        retries.remove(connection);
        retries.remove(connection + REQUESTS);
        timeLimiters.remove(connection);
    }
}
