package dev.connections.autoconfigure.rest;

import dev.connections.ConnectionName;
import dev.connections.Connections;
import dev.connections.rest.RestConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/**
 * Binds the interfaces of {@code @ImportHttpServices} whose group has the name of a connection to that connection: its
 * address, its credentials, its time-outs.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RestClientHttpServiceGroupConfigurer.class)
class HttpInterfaceConfiguration {

    /** After Spring Boot's own, which would set another base URL. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    static RestClientHttpServiceGroupConfigurer connectionHttpServiceGroups(ObjectProvider<Connections> connections) {
        return groups -> groups.filter(group -> connection(connections.getObject(), group.name()) != null)
                .forEachClient((group, builder) -> {
                    RestConnection connection = connection(connections.getObject(), group.name());
                    if (connection != null) {
                        connection.configure(builder);
                    }
                });
    }

    private static @Nullable RestConnection connection(Connections connections, String group) {
        if (!ConnectionName.isValid(group)) {
            return null;
        }
        ConnectionName wanted = new ConnectionName(group);
        return connections.names().stream()
                .filter(name -> new ConnectionName(name).equals(wanted))
                .map(connections::get)
                .filter(RestConnection.class::isInstance)
                .map(RestConnection.class::cast)
                .findFirst()
                .orElse(null);
    }
}
