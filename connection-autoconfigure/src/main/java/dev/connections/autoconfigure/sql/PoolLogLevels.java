package dev.connections.autoconfigure.sql;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Default log levels of HikariCP, whose pools log each start, each end, and each connection that the server has ended.
 * Connections log when they go down and when they are back. Any level of the application for {@code com.zaxxer}
 * replaces all of these.
 */
final class PoolLogLevels implements EnvironmentPostProcessor {

    private static final String LEVEL = "logging.level";

    private static final String POOLS = "com.zaxxer";

    private static final Map<String, Object> LEVELS = Map.of(
            LEVEL + ".com.zaxxer.hikari.HikariDataSource", "warn",
            LEVEL + ".com.zaxxer.hikari.pool.HikariPool", "warn",
            LEVEL + ".com.zaxxer.hikari.pool.PoolBase", "error");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean hasOwn = Binder.get(environment)
                .bind(LEVEL, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .keySet()
                .stream()
                .anyMatch(logger -> logger.startsWith(POOLS));
        if (!hasOwn) {
            environment.getPropertySources().addLast(new MapPropertySource("log levels of connection pools", LEVELS));
        }
    }
}
