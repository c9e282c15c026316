package dev.connections.autoconfigure.metrics;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the metrics of connections, {@code connections.*}. */
@AutoConfiguration(
        after = ConnectionsAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, SupervisedConnections.class})
public final class ConnectionMetricsAutoConfiguration {

    @Bean
    static MeterBinder connectionMeterBinder(ObjectProvider<SupervisedConnections> connections) {
        return registry -> connections.getObject().addListener(new ConnectionMeters(registry));
    }

    @Bean
    static MeterFilter connectionObservationDescriptions() {
        return new ObservationDescriptions();
    }

    @Bean
    static ApplicationPoolMetrics applicationPoolMetrics(ObjectProvider<SupervisedConnections> connections) {
        return new ApplicationPoolMetrics(connections);
    }
}
