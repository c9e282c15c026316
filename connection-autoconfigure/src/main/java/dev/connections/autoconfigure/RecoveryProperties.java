package dev.connections.autoconfigure;

import dev.connections.supervision.SupervisionSettings.Recovery;
import java.time.Duration;
import java.util.function.BiConsumer;

/** How a connection that broke comes back. */
public class RecoveryProperties {

    /** How long callers wait for a broken connection before they fail at once. */
    private Duration rideOut = Duration.ofSeconds(2);

    /** Pause after the first failed attempt to open the connection. */
    private Duration initialInterval = Duration.ofMillis(100);

    /** Longest pause between attempts to open the connection. */
    private Duration maxInterval = Duration.ofSeconds(5);

    /** How often an idle connection is checked. */
    private Duration checkInterval = Duration.ofSeconds(5);

    /** How long a check may take before the connection counts as dead. */
    private Duration checkTimeout = Duration.ofSeconds(1);

    public Duration getRideOut() {
        return rideOut;
    }

    public void setRideOut(Duration rideOut) {
        this.rideOut = rideOut;
    }

    public Duration getInitialInterval() {
        return initialInterval;
    }

    public void setInitialInterval(Duration initialInterval) {
        this.initialInterval = initialInterval;
    }

    public Duration getMaxInterval() {
        return maxInterval;
    }

    public void setMaxInterval(Duration maxInterval) {
        this.maxInterval = maxInterval;
    }

    public Duration getCheckInterval() {
        return checkInterval;
    }

    public void setCheckInterval(Duration checkInterval) {
        this.checkInterval = checkInterval;
    }

    public Duration getCheckTimeout() {
        return checkTimeout;
    }

    public void setCheckTimeout(Duration checkTimeout) {
        this.checkTimeout = checkTimeout;
    }

    Recovery recovery() {
        return new Recovery(rideOut, initialInterval, maxInterval, checkInterval, checkTimeout);
    }

    void check(BiConsumer<String, String> problems) {
        Recovery.check(
                rideOut,
                initialInterval,
                maxInterval,
                checkInterval,
                checkTimeout,
                (property, problem) -> problems.accept(property, problem + "."));
    }
}
