package dev.connections.autoconfigure.containers;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.test.context.ContextCustomizer;
import org.testcontainers.containers.JdbcDatabaseContainer;

/**
 * Auto-configuration of containers that name a connection. Comes before Spring Boot's, which would register connection
 * details for the first container of each kind, whatever its name.
 *
 * @see DeferredContainersAutoConfiguration
 */
@AutoConfiguration(before = ServiceConnectionAutoConfiguration.class)
@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnClass({ServiceConnection.class, JdbcDatabaseContainer.class, ContextCustomizer.class})
@Import(NamedContainersRegistrar.class)
public final class NamedContainersAutoConfiguration {}
