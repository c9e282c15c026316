package dev.connections.autoconfigure.metrics;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of what observations tell of caches. */
@AutoConfiguration(
        after = ConnectionsAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnSingleCandidate(ObservationRegistry.class)
@ConditionalOnBean(SupervisedConnections.class)
public final class CacheObservationAutoConfiguration {

    @Bean
    static SmartInitializingSingleton observedCacheHits(
            SupervisedConnections connections, ObservationRegistry registry) {
        return () -> connections.addListener(new ObservedHits(registry));
    }
}
