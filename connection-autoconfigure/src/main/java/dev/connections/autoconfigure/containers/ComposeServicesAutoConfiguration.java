package dev.connections.autoconfigure.containers;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of services of Docker Compose that name a connection by the label {@code dev.connections.name}.
 */
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
@ConditionalOnClass(RunningService.class)
@ConditionalOnBean(ComposeService.class)
@Import(ComposeServicesRegistrar.class)
public final class ComposeServicesAutoConfiguration {}
