package dev.connections.supervision;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;

/**
 * Changes the Resilience4j configuration of a connection. Beans of this type are called in order, for each connection and each
 * time that its settings change, after {@code connections.<name>.recovery.*} has been applied. They must not block.
 */
public interface SupervisionCustomizer {

    /**
     * Changes the circuit breaker, which is fed by health checks and attempts to connect. Does nothing by default.
     *
     * @param connection the connection's name
     */
    default void customize(String connection, CircuitBreakerConfig.Builder circuitBreaker) {}

    /**
     * Changes the pauses between attempts to connect. Attempts never end, whatever the number of them is limited to. Does
     * nothing by default.
     *
     * @param connection the connection's name
     */
    default void customize(String connection, RetryConfig.Builder<Object> retry) {}

    /**
     * Changes the time limit of health checks. Does nothing by default.
     *
     * @param connection the connection's name
     */
    default void customize(String connection, TimeLimiterConfig.Builder timeLimiter) {}
}
