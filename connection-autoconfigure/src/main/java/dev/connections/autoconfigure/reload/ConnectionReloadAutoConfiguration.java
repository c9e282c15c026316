package dev.connections.autoconfigure.reload;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.binding.ConnectionTypes;
import dev.connections.autoconfigure.registry.ConnectionRegistry;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of what reloads connections when Spring Cloud says that the environment has changed. */
@AutoConfiguration(after = ConnectionsAutoConfiguration.class)
@ConditionalOnClass(EnvironmentChangeEvent.class)
public final class ConnectionReloadAutoConfiguration {

    @Bean
    static ConnectionReloadListener connectionReloadListener(
            ConnectionRegistry connections, ConfigurableListableBeanFactory beanFactory) {
        return new ConnectionReloadListener(connections, ConnectionTypes.of(beanFactory));
    }
}
