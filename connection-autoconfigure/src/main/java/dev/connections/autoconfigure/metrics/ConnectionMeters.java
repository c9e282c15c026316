package dev.connections.autoconfigure.metrics;

import dev.connections.ConnectionState;
import dev.connections.ResourceFigure;
import dev.connections.autoconfigure.SupervisedConnections;
import dev.connections.supervision.Supervision;
import dev.connections.supervision.SupervisionStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The meters of connections in one registry. They read what the supervisor counts anyway, so they cost nothing while nobody
 * looks, miss nothing that was before them, and stay the same whatever becomes of the resource. All are there, with all their
 * tags, from the first moment.
 */
final class ConnectionMeters implements SupervisedConnections.Listener {

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
                    .description("1 for the state that the connection is in, 0 for each other")
                    .tags(tags.and("state", state.name().toLowerCase(Locale.ROOT)))
                    .register(registry));
        }
        SupervisionStatistics statistics = connection.statistics();
        all.add(FunctionTimer.builder(
                        "connections.connect",
                        statistics,
                        SupervisionStatistics::openings,
                        s -> s.openingTime().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Openings of the resource")
                .tags(tags)
                .register(registry));
        all.add(counter(
                "reconnects",
                "Openings of the resource after the first",
                tags,
                statistics,
                s -> Math.max(0, s.openings() - 1)));
        all.add(counter(
                "failures",
                "Attempts to open the resource that failed",
                tags,
                statistics,
                SupervisionStatistics::failedAttempts));
        all.add(counter(
                "retries",
                "Calls that broke and were made again",
                tags,
                statistics,
                SupervisionStatistics::repeatedCalls));
        all.add(counter(
                "rejected",
                "Calls that failed at once, because the connection was known to be unavailable",
                tags,
                statistics,
                SupervisionStatistics::rejectedCalls));
        all.addAll(CacheMeters.register(registry, connection.cache().statistics(), tags));
        addFigures(connection, tags, all);
        meters.put(connection, all);
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

    private <R> void addFigures(Supervision<R> connection, Tags tags, List<Meter> all) {
        for (ResourceFigure<R> figure : connection.figures()) {
            all.add(Gauge.builder("connections." + figure.name(), connection, c -> c.read(figure))
                    .description(figure.description())
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
    }
}
