package dev.connections.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of connections: binds {@code connections.*} and registers the beans of each. An auto-configuration with a
 * {@code ConnectionType} or a {@code ConnectionFactory} may be processed before or after it. Only if it comes before, the beans of
 * its connections are visible to the conditions of other auto-configurations.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration"
        })
@Import(ConnectionBeansRegistrar.class)
public final class ConnectionsAutoConfiguration {

    @Bean(ConnectionBeans.REGISTRY_BEAN)
    static ConnectionRegistry connections(
            ConfigurableListableBeanFactory beanFactory,
            Environment environment,
            ObjectProvider<FreshView> freshViews) {
        return new ConnectionRegistry(
                beanFactory, environment, freshViews.orderedStream().toList());
    }

    @Bean
    static FreshConfigTree freshConfigTree() {
        return new FreshConfigTree();
    }

    @Bean
    static ConnectionQualifiers connectionQualifiers() {
        return new ConnectionQualifiers();
    }
}
