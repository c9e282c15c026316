package dev.connections.supervision.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;

/**
 * Changes the Resilience4j configuration of a connection. Beans of this type are called in order, for each connection
 * and each time that its settings change, after {@code connections.<name>.recovery.*} has been applied. They must not
 * block.
 */
public interface SupervisionCustomizer {

    /**
     * Changes the circuit breaker, which is fed by health checks and attempts to connect. Does nothing by default.
     *
     * @param connection the connection's name
     */
    default void customize(String connection, CircuitBreakerConfig.Builder circuitBreaker) {}

    /**
     * Changes the pauses between attempts to connect. Attempts never end, whatever the number of them is limited to.
     * Does nothing by default.
     *
     * @param connection the connection's name
     */
    default void customize(String connection, RetryConfig.Builder<Object> retry) {}

    /**
     * Changes the retries of a REST connection's requests, after {@code connections.<name>.retry.*} has been applied:
     * which failures are transient, the number of attempts and the pauses. A failure is an {@link java.io.IOException},
     * or a {@code RestException} for each response of 400 to 599. A request is repeated only if that is harmless, and
     * the budget and {@code Retry-After} apply, whatever is configured. Does nothing by default.
     *
     * @param connection the connection's name
     */
    default void customizeRequests(String connection, RetryConfig.Builder<Object> retry) {}

    /**
     * Changes the time limit of health checks. Does nothing by default.
     *
     * @param connection the connection's name
     */
    default void customize(String connection, TimeLimiterConfig.Builder timeLimiter) {}
}
