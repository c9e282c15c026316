package dev.connections.autoconfigure;

import dev.connections.supervision.resilience.SupervisionSettings.Recovery;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a connection that broke comes back.
 *
 * @param rideOut Maximum time that callers wait for a broken connection before they fail fast.
 * @param initialInterval Pause between attempts to open the connection during the eager period, and after the first
 *     failed attempt.
 * @param eagerPeriod Duration of an outage before the pauses between attempts grow. Defaults to 60s for databases,
 *     and to 0 for other types.
 * @param multiplier Factor by which each pause after the eager period grows.
 * @param maxInterval Longest pause between attempts to open the connection.
 * @param checkInterval Interval of the health checks of an idle connection.
 * @param checkTimeout Maximum time of a health check before the connection counts as broken.
 */
public record RecoveryProperties(
        @DefaultValue("2s") Duration rideOut,
        @DefaultValue("100ms") Duration initialInterval,
        @Nullable Duration eagerPeriod,
        @DefaultValue("1.5") double multiplier,
        @DefaultValue("5s") Duration maxInterval,
        @DefaultValue("5s") Duration checkInterval,
        @DefaultValue("1s") Duration checkTimeout) {

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
        recovery(Duration.ZERO).check((property, problem) -> problems.accept(property, problem + "."));
    }
}
