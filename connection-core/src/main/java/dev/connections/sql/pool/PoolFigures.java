package dev.connections.sql.pool;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.connections.ResourceFigure;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a pool counts of itself. */
final class PoolFigures {

    static final List<ResourceFigure<GuardedPool>> ALL = List.of(
            figure("active", "Connections of the pool that are in use", HikariPoolMXBean::getActiveConnections),
            figure("idle", "Connections of the pool that nobody uses", HikariPoolMXBean::getIdleConnections),
            figure("size", "Connections of the pool", HikariPoolMXBean::getTotalConnections),
            new ResourceFigure<>(
                    "pool.waiting", "Callers that wait for a connection of the pool", GuardedPool::waiting),
            new ResourceFigure<>("pool.max", "Connections that the pool may have", pool -> pool.hikari()
                    .getMaximumPoolSize()));

    private PoolFigures() {}

    private static ResourceFigure<GuardedPool> figure(
            String name, String description, ToLongFunction<HikariPoolMXBean> value) {
        return new ResourceFigure<>(
                "pool." + name,
                description,
                pool -> value.applyAsLong(pool.hikari().getHikariPoolMXBean()));
    }
}
