package dev.connections.autoconfigure.files;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the type {@code files}. It needs no library of a store. A connection whose library is missing
 * fails with the dependency to add.
 */
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
public final class FilesConnectionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static FilesConnectionType filesConnectionType(
            Environment environment, ObjectProvider<ObservationRegistry> observations) {
        return new FilesConnectionType(environment, observations);
    }

    @Bean
    static FilesProtocolResolver filesProtocolResolver(
            ObjectProvider<Connections> connections, ConfigurableApplicationContext context) {
        return new FilesProtocolResolver(connections, context);
    }
}
