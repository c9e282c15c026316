package dev.connections.supervision;

import java.time.Duration;

/**
 * The bounds of a supervisor's waits.
 *
 * @param connectTimeout how long one attempt to open the resource may take, and a caller waits for it
 * @param closeTimeout how long closing the connection waits for its users, and then for the resource to close
 */
public record SupervisionSettings(Duration connectTimeout, Duration closeTimeout) {

    /** @throws IllegalArgumentException if a time-out is not positive */
    public SupervisionSettings {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connect-timeout must be positive");
        }
        if (closeTimeout.isNegative() || closeTimeout.isZero()) {
            throw new IllegalArgumentException("close-timeout must be positive");
        }
    }

    /** 30 s to connect, 10 s to close. */
    public static SupervisionSettings defaults() {
        return new SupervisionSettings(Duration.ofSeconds(30), Duration.ofSeconds(10));
    }
}
