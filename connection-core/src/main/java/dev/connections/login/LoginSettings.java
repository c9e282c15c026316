package dev.connections.login;

import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * The bounds of the logins to one connection. Immutable.
 *
 * @param maxConnections how many users may be logged in at a time
 * @param maxPerUser how many logins one user may have at a time; the one that was used least recently makes room for another
 * @param maxOpenings how many may log in at the same moment; others wait, as long as opening may take
 * @param idleTimeout after which a connection that is not used is closed
 * @param failures how many attempts of one user may be refused within {@code failurePeriod} before no more are made
 * @param failuresPerAddress the same of one address
 * @param failurePeriod for how long a failure counts
 * @param refusalTime how long a refusal takes at least, so that its time tells nothing
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
     * 100 connections, 3 for each user, 8 openings at a time; closed after 30 min; 10 failures of a user and 100 of an address in
     * 5 min; 250 ms for a refusal.
     */
    public static LoginSettings defaults() {
        return new LoginSettings(
                100, 3, 8, Duration.ofMinutes(30), 10, 100, Duration.ofMinutes(5), Duration.ofMillis(250));
    }

    /** Reports what cannot be a bound: the property below {@code login}, and a sentence without its full stop. */
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
