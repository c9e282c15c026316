package dev.connections.autoconfigure.containers;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * Auto-configuration that registers the containers again which {@link NamedContainersAutoConfiguration} kept from
 * Spring Boot.
 */
@AutoConfiguration(after = ServiceConnectionAutoConfiguration.class, before = ConnectionsAutoConfiguration.class)
@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnBean(DeferredContainers.class)
@Import(DeferredContainers.Registrar.class)
public final class DeferredContainersAutoConfiguration {}
