package dev.connections.autoconfigure.endpoint;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the actuator endpoint {@code connections}, where it is exposed. */
@AutoConfiguration(after = ConnectionsAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(SupervisedConnections.class)
@ConditionalOnAvailableEndpoint(ConnectionsEndpoint.class)
public final class ConnectionsEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ConnectionsEndpoint connectionsEndpoint(SupervisedConnections connections) {
        return new ConnectionsEndpoint(connections);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(ConnectionsEndpoint.class)
    @ConditionalOnAvailableEndpoint(endpoint = ConnectionsEndpoint.class, exposure = EndpointExposure.WEB)
    ConnectionsEndpointWebExtension connectionsEndpointWebExtension(
            ConnectionsEndpoint endpoint, SupervisedConnections connections) {
        return new ConnectionsEndpointWebExtension(endpoint, connections);
    }
}
