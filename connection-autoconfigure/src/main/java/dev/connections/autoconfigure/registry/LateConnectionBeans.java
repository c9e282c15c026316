package dev.connections.autoconfigure.registry;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import dev.connections.autoconfigure.binding.BoundConnections;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Registers the beans of connections whose type or factory comes from an auto-configuration that is processed after
 * {@link ConnectionsAutoConfiguration}. Runs when all configuration classes have been processed. If nothing came later,
 * the connections are not bound again.
 */
final class LateConnectionBeans implements BeanDefinitionRegistryPostProcessor, Ordered {

    private final BoundConnections early;

    private final ConfigurableListableBeanFactory beanFactory;

    private final Environment environment;

    LateConnectionBeans(BoundConnections early, ConfigurableListableBeanFactory beanFactory, Environment environment) {
        this.early = early;
        this.beanFactory = beanFactory;
        this.environment = environment;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        BoundConnections bound =
                early.isComplete(beanFactory) ? early : BoundConnections.bind(beanFactory, environment);
        bound.publish(beanFactory);
        ConnectionBeans beans = new ConnectionBeans(
                registry, new DefaultCandidates(bound.all(), environment, beanFactory), environment);
        bound.all().stream()
                .filter(connection -> !ConnectionBeanDefinitions.isOwn(
                        beanFactory, connection.name().camelCase()))
                .forEach(beans::register);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
