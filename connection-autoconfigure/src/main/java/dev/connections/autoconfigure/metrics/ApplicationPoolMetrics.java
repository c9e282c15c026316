package dev.connections.autoconfigure.metrics;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Keeps Spring Boot's meters of pools, {@code hikaricp.*} and {@code jdbc.connections.*}, to the pools of others. Of a
 * connection they would show the pool that is open at start-up, if one is, and go on showing it after it has been
 * replaced.
 */
final class ApplicationPoolMetrics implements MeterFilter {

    private final ObjectProvider<SupervisedConnections> connections;

    /** @param connections asked when a pool's meter is registered: filters are there before anything else is */
    ApplicationPoolMetrics(ObjectProvider<SupervisedConnections> connections) {
        this.connections = connections;
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        boolean denied = (id.getName().startsWith("hikaricp.") && isConnection(id.getTag("pool")))
                || (id.getName().startsWith("jdbc.connections.") && isConnection(id.getTag("name")));
        return denied ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    /** @param pool the name of a pool, or of a data source's bean without its ending */
    private boolean isConnection(@Nullable String pool) {
        return pool != null
                && ConnectionName.isValid(pool)
                && connections.getObject().names().stream()
                        .anyMatch(name -> new ConnectionName(name).equals(new ConnectionName(pool)));
    }
}
