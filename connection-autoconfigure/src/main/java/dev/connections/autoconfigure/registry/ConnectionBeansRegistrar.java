package dev.connections.autoconfigure.registry;

import dev.connections.autoconfigure.binding.BoundConnections;
import dev.connections.autoconfigure.environment.DynamicConnectionPropertySource;
import dev.connections.autoconfigure.toml.LiteralExpressions;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers the beans of connections before the auto-configuration of others looks for a {@code DataSource} and the
 * like, which is why it is a registrar. Types and factories of auto-configurations that come later are not known yet:
 * {@link LateConnectionBeans} registers their connections, and fails on invalid settings.
 */
public final class ConnectionBeansRegistrar implements ImportBeanDefinitionRegistrar {

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
        if (environment instanceof ConfigurableEnvironment configurable) {
            if (TEST) {
                DynamicConnectionPropertySource.addTo(configurable, beanFactory);
            }
            LiteralExpressions.keepIn(beanFactory, configurable);
        }
        BoundConnections bound = BoundConnections.bind(beanFactory, environment);
        ConnectionBeans beans = new ConnectionBeans(
                registry, new DefaultCandidates(bound.all(), environment, beanFactory), environment);
        bound.all().forEach(beans::register);
        RootBeanDefinition late = new RootBeanDefinition(
                LateConnectionBeans.class, () -> new LateConnectionBeans(bound, beanFactory, environment));
        late.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        late.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
        registry.registerBeanDefinition(LateConnectionBeans.class.getName(), late);
    }
}
