package dev.connections.autoconfigure.health;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the health of connections, {@code connections}. */
@AutoConfiguration(after = ConnectionsAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(SupervisedConnections.class)
@ConditionalOnEnabledHealthIndicator("connections")
public final class ConnectionsHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = {"connectionsHealthIndicator", "connectionsHealthContributor"})
    ConnectionsHealthContributor connectionsHealthContributor(SupervisedConnections connections) {
        return new ConnectionsHealthContributor(connections);
    }

    /** Unless it is switched off, connections are in {@code connections}, and in {@code db} no more. */
    @Bean
    @ConditionalOnClass(
            name = "org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration")
    static ApplicationDataSourceHealth applicationDataSourceHealth() {
        return new ApplicationDataSourceHealth();
    }
}
