package dev.connections.autoconfigure;

import dev.connections.supervision.resilience.SupervisionSettings.Recovery;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** How a connection that broke comes back. */
public class RecoveryProperties {

    /** Maximum time that callers wait for a broken connection before they fail fast. */
    private Duration rideOut = Duration.ofSeconds(2);

    /** Pause between attempts to open the connection during the eager period, and after the first failed attempt. */
    private Duration initialInterval = Duration.ofMillis(100);

    /**
     * Duration of an outage before the pauses between attempts grow. Defaults to 60s for databases, and to 0 for other
     * types.
     */
    private @Nullable Duration eagerPeriod;

    /** Factor by which each pause after the eager period grows. */
    private double multiplier = 1.5;

    /** Longest pause between attempts to open the connection. */
    private Duration maxInterval = Duration.ofSeconds(5);

    /** Interval of the health checks of an idle connection. */
    private Duration checkInterval = Duration.ofSeconds(5);

    /** Maximum time of a health check before the connection counts as broken. */
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

    public @Nullable Duration getEagerPeriod() {
        return eagerPeriod;
    }

    public void setEagerPeriod(@Nullable Duration eagerPeriod) {
        this.eagerPeriod = eagerPeriod;
    }

    public double getMultiplier() {
        return multiplier;
    }

    public void setMultiplier(double multiplier) {
        this.multiplier = multiplier;
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

    /** @param defaultEagerPeriod the eager period of the connection's type */
    Recovery recovery(Duration defaultEagerPeriod) {
        return new Recovery(
                rideOut,
                initialInterval,
                (eagerPeriod != null) ? eagerPeriod : defaultEagerPeriod,
                multiplier,
                maxInterval,
                checkInterval,
                checkTimeout);
    }

    void check(BiConsumer<String, String> problems) {
        Recovery.check(
                rideOut,
                initialInterval,
                (eagerPeriod != null) ? eagerPeriod : Duration.ZERO,
                multiplier,
                maxInterval,
                checkInterval,
                checkTimeout,
                (property, problem) -> problems.accept(property, problem + "."));
    }
}
