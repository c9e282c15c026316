package dev.connections.sql.pool;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.connections.metrics.ResourceGauge;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a pool counts of itself. */
final class PoolGauges {

    static final List<ResourceGauge<FailFastPool>> ALL = List.of(
            gauge("active", "Connections of the pool that are in use", HikariPoolMXBean::getActiveConnections),
            gauge("idle", "Connections of the pool that nobody uses", HikariPoolMXBean::getIdleConnections),
            gauge("size", "Connections of the pool", HikariPoolMXBean::getTotalConnections),
            new ResourceGauge<>(
                    "pool.waiting", "Callers that wait for a connection of the pool", FailFastPool::waiting),
            new ResourceGauge<>("pool.max", "Connections that the pool may have", pool -> pool.hikari()
                    .getMaximumPoolSize()));

    private PoolGauges() {}

    private static ResourceGauge<FailFastPool> gauge(
            String name, String description, ToLongFunction<HikariPoolMXBean> value) {
        return new ResourceGauge<>(
                "pool." + name,
                description,
                pool -> value.applyAsLong(pool.hikari().getHikariPoolMXBean()));
    }
}
