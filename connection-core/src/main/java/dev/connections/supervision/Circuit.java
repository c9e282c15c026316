package dev.connections.supervision;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;

/**
 * The circuit breaker of one connection. The supervisor opens and closes it, and nothing else does: it knows more than a rate
 * of failures. Guarded by the supervisor's lock.
 */
final class Circuit {

    private static final CircuitBreakerConfig NEVER_BY_ITSELF = CircuitBreakerConfig.custom()
            .waitDurationInOpenState(Duration.ofDays(365_000))
            .build();

    private final CircuitBreaker breaker;

    Circuit(String name) {
        this.breaker = CircuitBreaker.of(name, NEVER_BY_ITSELF);
    }

    boolean isOpen() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /** Opens it; {@code false} if it is open. */
    boolean open() {
        if (isOpen()) {
            return false;
        }
        breaker.transitionToOpenState();
        return true;
    }

    void close() {
        if (isOpen()) {
            breaker.transitionToClosedState();
        }
    }

    /** Counts a call that failed because it is open. */
    void reject() {
        breaker.tryAcquirePermission();
    }
}
