package dev.connections.autoconfigure;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers the beans of all connections, before the auto-configuration of others looks for a {@code DataSource} and the
 * like, which is why it is a registrar and not a post-processor.
 */
final class ConnectionBeansRegistrar implements ImportBeanDefinitionRegistrar {

    private static final boolean TEST = ClassUtils.isPresent(
            "org.springframework.test.context.DynamicPropertyRegistrar",
            ConnectionBeansRegistrar.class.getClassLoader());

    private final ConfigurableListableBeanFactory beanFactory;

    private final Environment environment;

    ConnectionBeansRegistrar(BeanFactory beanFactory, Environment environment) {
        this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        if (TEST && environment instanceof ConfigurableEnvironment configurable) {
            DynamicConnectionProperties.addTo(configurable, beanFactory);
        }
        BoundConnections bound = BoundConnections.of(beanFactory, environment);
        ConnectionBeans beans =
                new ConnectionBeans(registry, new DefaultCandidates(bound.all(), environment, beanFactory));
        bound.all().forEach(beans::register);
    }
}
