package dev.connections.autoconfigure.metrics;

import dev.connections.ConnectionState;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.login.LoginStatistics;
import dev.connections.login.Logins;
import dev.connections.login.form.LoginFailure;
import dev.connections.metrics.ResourceGauge;
import dev.connections.metrics.ResourceTimer;
import dev.connections.supervision.Supervision;
import dev.connections.supervision.SupervisionStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The meters of connections in one registry. They read what the supervisor counts anyway, so they cost nothing while
 * nobody looks, miss nothing that was before them, and stay the same whatever becomes of the resource. All are there,
 * with all their tags, from the first moment.
 */
final class ConnectionMeters implements SupervisedConnections.Listener {

    /** Upper bounds of the histograms: from an idle local database to the longest timeout. */
    private static final Duration[] BUCKETS = IntStream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;

    /** Holds the connections, too: meters do not. */
    private final Map<Supervision<?>, List<Meter>> meters = new HashMap<>();

    ConnectionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void added(Supervision<?> connection) {
        Tags tags = Tags.of("connection", connection.name(), "type", connection.type());
        List<Meter> all = new ArrayList<>();
        for (ConnectionState state : ConnectionState.values()) {
            all.add(Gauge.builder("connections.state", connection, c -> c.state() == state ? 1 : 0)
                    .description("1 for the current state of the connection, 0 for each other")
                    .tags(tags.and("state", state.name().toLowerCase(Locale.ROOT)))
                    .register(registry));
        }
        SupervisionStatistics statistics = connection.statistics();
        addTimer(statistics.openingTimes(), tags, all);
        addTimer(connection.cache().statistics().loadTimes(), tags, all);
        connection.timers().forEach(timing -> addTimer(timing, tags, all));
        if (connection instanceof Logins<?> logins) {
            addLogins(logins.loginStatistics(), tags, all);
        }
        all.add(counter(
                "reconnects",
                "Openings of the resource after the first",
                tags,
                statistics,
                s -> Math.max(0, s.openings() - 1)));
        all.add(counter(
                "failures",
                "Failed attempts to open the resource",
                tags,
                statistics,
                SupervisionStatistics::failedAttempts));
        all.add(counter("retries", "Retried calls", tags, statistics, SupervisionStatistics::retriedCalls));
        all.add(counter(
                "rejected",
                "Calls that failed fast, because the connection was unavailable",
                tags,
                statistics,
                SupervisionStatistics::rejectedCalls));
        all.addAll(CacheMeters.register(registry, connection.cache().statistics(), tags));
        addGauges(connection, tags, all);
        meters.put(connection, all);
    }

    private void addTimer(ResourceTimer timing, Tags tags, List<Meter> all) {
        Timer timer = Timer.builder("connections." + timing.name())
                .description(timing.description())
                .serviceLevelObjectives(BUCKETS)
                .tags(tags)
                .register(registry);
        timing.addRecorder(nanos -> timer.record(nanos, TimeUnit.NANOSECONDS));
        all.add(timer);
    }

    private void addLogins(LoginStatistics statistics, Tags tags, List<Meter> all) {
        all.add(logins("success", statistics, LoginStatistics::successes, tags));
        for (LoginFailure failure : LoginFailure.values()) {
            all.add(logins(
                    failure.name().toLowerCase(Locale.ROOT), statistics, counted -> counted.failures(failure), tags));
        }
    }

    private Meter logins(
            String result, LoginStatistics statistics, ToDoubleFunction<LoginStatistics> value, Tags tags) {
        return FunctionCounter.builder("connections.logins", statistics, value)
                .description("Attempts of users to log in")
                .tags(tags.and("result", result))
                .register(registry);
    }

    private FunctionCounter counter(
            String name,
            String description,
            Tags tags,
            SupervisionStatistics statistics,
            ToDoubleFunction<SupervisionStatistics> value) {
        return FunctionCounter.builder("connections." + name, statistics, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private <R> void addGauges(Supervision<R> connection, Tags tags, List<Meter> all) {
        for (ResourceGauge<R> gauge : connection.gauges()) {
            all.add(Gauge.builder("connections." + gauge.name(), connection, c -> c.read(gauge))
                    .description(gauge.description())
                    .tags(tags)
                    .register(registry));
        }
    }

    @Override
    public void removed(Supervision<?> connection) {
        List<Meter> all = meters.remove(connection);
        if (all != null) {
            all.forEach(registry::remove);
        }
        // those of observations and of Resilience4j
        for (Meter meter : registry.getMeters()) {
            if (connection.name().equals(meter.getId().getTag("connection"))) {
                registry.remove(meter);
            }
        }
    }
}
