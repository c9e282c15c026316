package dev.connections.login;

import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * The limits of the logins to a connection. Immutable.
 *
 * @param maxConnections the maximum number of logins
 * @param maxPerUser the maximum number of logins of one user; a further login ends the least recently used one
 * @param maxOpenings the maximum number of concurrent attempts; others wait up to the connect timeout
 * @param idleTimeout the time after which an unused connection is closed
 * @param failures the maximum number of refused attempts of one user within {@code failurePeriod}
 * @param failuresPerAddress the maximum number of refused attempts from one address within {@code failurePeriod}
 * @param failurePeriod how long a failure counts
 * @param refusalTime the minimum duration of a refusal, so that its timing reveals nothing
 */
public record LoginSettings(
        int maxConnections,
        int maxPerUser,
        int maxOpenings,
        Duration idleTimeout,
        int failures,
        int failuresPerAddress,
        Duration failurePeriod,
        Duration refusalTime) {

    /**
     * Returns the defaults: 100 logins, 3 for each user, 8 concurrent attempts. Closed after 30 min; 10 failures of a
     * user and 100 of an address in 5 min; 250 ms for a refusal.
     */
    public static LoginSettings defaults() {
        return new LoginSettings(
                100, 3, 8, Duration.ofMinutes(30), 10, 100, Duration.ofMinutes(5), Duration.ofMillis(250));
    }

    /** Validates the limits. Reports the property below {@code login}, and a sentence without its full stop. */
    public void check(BiConsumer<String, String> problems) {
        checkCount("max-connections", maxConnections, problems);
        checkCount("max-per-user", maxPerUser, problems);
        checkCount("max-openings", maxOpenings, problems);
        checkCount("max-failures", failures, problems);
        checkCount("max-failures-per-address", failuresPerAddress, problems);
        checkPositive("idle-timeout", idleTimeout, problems);
        checkPositive("failure-period", failurePeriod, problems);
        if (refusalTime.isNegative()) {
            problems.accept("refusal-time", "must not be negative");
        }
    }

    private static void checkCount(String property, int count, BiConsumer<String, String> problems) {
        if (count < 1) {
            problems.accept(property, "must be at least 1");
        }
    }

    private static void checkPositive(String property, Duration duration, BiConsumer<String, String> problems) {
        if (duration.toMillis() < 1) {
            problems.accept(property, "must be at least 1ms");
        }
    }
}
