package dev.connections.autoconfigure.metrics;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.supervision.resilience.SupervisionRegistries;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedTimeLimiterMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of Resilience4j's own metrics for connections, {@code resilience4j.*} with the tag {@code name},
 * when {@code resilience4j-micrometer} is on the class path.
 */
@AutoConfiguration(
        after = ConnectionsAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({MeterRegistry.class, TaggedCircuitBreakerMetrics.class})
@ConditionalOnBean({MeterRegistry.class, SupervisionRegistries.class})
public final class ResilienceMetricsAutoConfiguration {

    @Bean
    static MeterBinder connectionResilienceMeterBinder(SupervisionRegistries registries) {
        return registry -> {
            TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registries.circuitBreakers())
                    .bindTo(registry);
            TaggedRetryMetrics.ofRetryRegistry(registries.retries()).bindTo(registry);
            TaggedTimeLimiterMetrics.ofTimeLimiterRegistry(registries.timeLimiters())
                    .bindTo(registry);
        };
    }
}
