package dev.connections.supervision.resilience;

import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The timeouts of a supervised connection, and how it recovers. Immutable.
 *
 * @param connectTimeout how long one attempt to open the resource may take, and a caller waits for it, if it does
 *     not ride out longer
 * @param closeTimeout how long closing the connection waits for its users, and then for the resource to close
 * @param recovery how a connection that broke comes back
 * @param secrets what failures must not show, beside the secret of the credentials
 */
public record SupervisionSettings(
        Duration connectTimeout, Duration closeTimeout, Recovery recovery, Set<String> secrets) {

    /** @throws IllegalArgumentException if a time-out is not positive */
    public SupervisionSettings {
        check("connect-timeout", connectTimeout);
        check("close-timeout", closeTimeout);
        recovery.check((property, problem) -> {
            throw new IllegalArgumentException(property + " " + problem);
        });
        secrets = Set.copyOf(secrets);
    }

    /** 5 s to connect, 10 s to close, and the default recovery. */
    public static SupervisionSettings defaults() {
        return new SupervisionSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), Recovery.defaults(), Set.of());
    }

    /** The same with other bounds. */
    public SupervisionSettings withTimeouts(Duration newConnectTimeout, Duration newCloseTimeout) {
        return new SupervisionSettings(newConnectTimeout, newCloseTimeout, recovery, secrets);
    }

    /** The same with another recovery. */
    public SupervisionSettings withRecovery(Recovery newRecovery) {
        return new SupervisionSettings(connectTimeout, closeTimeout, newRecovery, secrets);
    }

    /** The same with secrets that failures must not show. */
    public SupervisionSettings withSecrets(Set<String> newSecrets) {
        return new SupervisionSettings(connectTimeout, closeTimeout, recovery, newSecrets);
    }

    /** How long a caller waits at most: for an attempt to end, and until the circuit opens. */
    public Duration patience() {
        return (connectTimeout.compareTo(recovery.rideOut()) >= 0) ? connectTimeout : recovery.rideOut();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SupervisionSettings[connectTimeout=" + connectTimeout + ", closeTimeout=" + closeTimeout + ", recovery="
                + recovery + "]";
    }

    private static void check(String property, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(property + " must be positive");
        }
    }

    /**
     * How a broken connection recovers. Immutable.
     *
     * @param rideOut how long callers wait for a broken connection before the circuit opens and they fail at once
     * @param initialInterval pause between attempts during the eager period, and after the first failed attempt
     * @param eagerPeriod how long an outage lasts before the pauses grow; zero if they grow from the first attempt on
     * @param multiplier factor by which each pause after the eager period is longer than the one before; at least 1
     * @param maxInterval longest pause between attempts
     * @param checkInterval how often an idle resource is checked
     * @param checkTimeout how long a check may take before the resource counts as dead
     */
    public record Recovery(
            Duration rideOut,
            Duration initialInterval,
            Duration eagerPeriod,
            double multiplier,
            Duration maxInterval,
            Duration checkInterval,
            Duration checkTimeout) {

        /**
         * The default settings. The ride-out is 2 s, pauses grow from 100 ms by half to 5 s, and a check runs every 5 s
         * for up to 1 s.
         */
        public static Recovery defaults() {
            return new Recovery(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(100),
                    Duration.ZERO,
                    1.5,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1));
        }

        /**
         * For a resource that is opened once: callers do not wait when it breaks. An attempt that failed is followed by
         * another only after a minute, so that its caller learns of the failure before.
         */
        public Recovery once() {
            Duration pause = RetryBackoff.longer(maxInterval, Duration.ofMinutes(1));
            return new Recovery(Duration.ZERO, pause, Duration.ZERO, multiplier, pause, checkInterval, checkTimeout);
        }

        /** Reports what cannot be used: the property below {@code recovery}, and a sentence without its full stop. */
        public void check(BiConsumer<String, String> problems) {
            checkNotNegative("ride-out", rideOut, problems);
            checkPositive("initial-interval", initialInterval, problems);
            checkNotNegative("eager-period", eagerPeriod, problems);
            if (!(multiplier >= 1) || multiplier == Double.POSITIVE_INFINITY) {
                problems.accept("multiplier", "must be at least 1");
            }
            checkPositive("check-interval", checkInterval, problems);
            checkPositive("check-timeout", checkTimeout, problems);
            if (maxInterval.compareTo(initialInterval) < 0) {
                problems.accept("max-interval", "must not be shorter than 'initial-interval'");
            }
        }

        private static void checkNotNegative(String property, Duration value, BiConsumer<String, String> problems) {
            if (value.isNegative()) {
                problems.accept(property, "must not be negative");
            }
        }

        private static void checkPositive(String property, Duration value, BiConsumer<String, String> problems) {
            if (value.toMillis() < 1) {
                problems.accept(property, "must be at least 1ms");
            }
        }
    }
}
