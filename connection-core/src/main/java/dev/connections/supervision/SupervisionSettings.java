package dev.connections.supervision;

import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * The bounds and the cadence of a supervisor. Immutable.
 *
 * @param connectTimeout how long one attempt to open the resource may take, and a caller waits for it, if it does not ride
 *     out longer
 * @param closeTimeout how long closing the connection waits for its users, and then for the resource to close
 * @param recovery how a connection that broke comes back
 */
public record SupervisionSettings(Duration connectTimeout, Duration closeTimeout, Recovery recovery) {

    /** @throws IllegalArgumentException if a time-out is not positive */
    public SupervisionSettings {
        check("connect-timeout", connectTimeout);
        check("close-timeout", closeTimeout);
    }

    /** 5 s to connect, 10 s to close, and the default recovery. */
    public static SupervisionSettings defaults() {
        return new SupervisionSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), Recovery.defaults());
    }

    /** The same with other bounds. */
    public SupervisionSettings withTimeouts(Duration newConnectTimeout, Duration newCloseTimeout) {
        return new SupervisionSettings(newConnectTimeout, newCloseTimeout, recovery);
    }

    /** The same with another recovery. */
    public SupervisionSettings withRecovery(Recovery newRecovery) {
        return new SupervisionSettings(connectTimeout, closeTimeout, newRecovery);
    }

    /** How long a caller waits at most: for an attempt to end, and until the circuit opens. */
    Duration patience() {
        return (connectTimeout.compareTo(recovery.rideOut()) >= 0) ? connectTimeout : recovery.rideOut();
    }

    private static void check(String property, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(property + " must be positive");
        }
    }

    /**
     * How a connection that broke comes back. Immutable.
     *
     * @param rideOut how long callers wait for a broken connection before the circuit opens and they fail at once
     * @param initialInterval the pause after the first failed attempt
     * @param maxInterval the longest pause between attempts; they grow with the time that the connection has been down
     * @param checkInterval how often an idle resource is checked
     * @param checkTimeout how long a check may take before the resource counts as dead
     */
    public record Recovery(
            Duration rideOut,
            Duration initialInterval,
            Duration maxInterval,
            Duration checkInterval,
            Duration checkTimeout) {

        /** @throws IllegalArgumentException if a duration cannot be used */
        public Recovery {
            check(rideOut, initialInterval, maxInterval, checkInterval, checkTimeout, (property, problem) -> {
                throw new IllegalArgumentException(property + " " + problem);
            });
        }

        /** 2 s to ride out; attempts every 100 ms at first and 5 s at last; a check every 5 s that takes up to 1 s. */
        public static Recovery defaults() {
            return new Recovery(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1));
        }

        /** The same, but callers do not wait for what broke. */
        public Recovery withoutRidingOut() {
            return new Recovery(Duration.ZERO, initialInterval, maxInterval, checkInterval, checkTimeout);
        }

        /** Reports what cannot be used: the property below {@code recovery}, and a sentence without its full stop. */
        public static void check(
                Duration rideOut,
                Duration initialInterval,
                Duration maxInterval,
                Duration checkInterval,
                Duration checkTimeout,
                BiConsumer<String, String> problems) {
            if (rideOut.isNegative()) {
                problems.accept("ride-out", "must not be negative");
            }
            checkPositive("initial-interval", initialInterval, problems);
            checkPositive("check-interval", checkInterval, problems);
            checkPositive("check-timeout", checkTimeout, problems);
            if (maxInterval.compareTo(initialInterval) < 0) {
                problems.accept("max-interval", "must not be shorter than 'initial-interval'");
            }
        }

        private static void checkPositive(String property, Duration value, BiConsumer<String, String> problems) {
            if (value.toMillis() < 1) {
                problems.accept(property, "must be at least 1ms");
            }
        }
    }
}
