package dev.connections.autoconfigure.registry;

import dev.connections.ConnectionBean;
import dev.connections.ConnectionFactory;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.BeanRegisteringProperties;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.beans.BeanTypes;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import dev.connections.autoconfigure.beans.ConnectionFactoryBeans;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Registers the beans of one connection: the handle, the factory, and what the handle's {@link ConnectionBean} methods
 * give. All are made by the registry, so that their definitions are plain data, which ahead-of-time processing can
 * write down.
 */
public final class ConnectionBeans {

    private final BeanDefinitionRegistry registry;

    private final DefaultCandidates candidates;

    private final Environment environment;

    ConnectionBeans(BeanDefinitionRegistry registry, DefaultCandidates candidates, Environment environment) {
        this.environment = environment;
        this.registry = registry;
        this.candidates = candidates;
    }

    void register(ConfiguredConnection connection) {
        String beanName = connection.name().camelCase();
        registerHandle(connection, beanName);
        registerFactory(connection, beanName + ConnectionFactoryBeans.SUFFIX);
        if (connection.type() != null) {
            for (Method method : beanMethods(connection.type().handle().toClass())) {
                registerDerived(connection, beanName + StringUtils.capitalize(method.getName()), method);
            }
        }
        if (connection.properties() instanceof BeanRegisteringProperties registering) {
            registering.registerBeans(connection.name(), registry, environment);
        }
    }

    /**
     * Returns the methods of a handle that give beans, in order. The annotation may be on the method of an interface or
     * of a superclass. None if the handle's optional library is absent: a connection of that type cannot be made then,
     * which its settings report.
     */
    public static List<Method> beanMethods(Class<?> handle) {
        Method[] methods;
        try {
            methods = ReflectionUtils.getUniqueDeclaredMethods(handle);
        } catch (IllegalStateException ex) {
            if (ex.getCause() instanceof LinkageError) {
                return List.of();
            }
            throw ex;
        }
        return Arrays.stream(methods)
                .filter(method -> annotation(method) != null)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    static @Nullable ConnectionBean annotation(Method method) {
        return AnnotationUtils.findAnnotation(method, ConnectionBean.class);
    }

    private void registerHandle(ConfiguredConnection connection, String beanName) {
        if (registry.isBeanNameInUse(beanName)) {
            throw InvalidConnectionsException.of(
                    connection.name(),
                    "",
                    "needs the bean name '" + beanName
                            + "', which another bean of the application has. Rename one of them.");
        }
        ResolvableType handle = (connection.type() != null)
                ? connection.type().handle()
                : ResolvableType.forClassWithGenerics(ManagedConnection.class, resourceOf(connection));
        RootBeanDefinition definition =
                definition(connection, handle, "handle", connection.name().value());
        definition.setPrimary(connection.common().primary());
        registry.registerBeanDefinition(beanName, definition);
        for (String spelling : connection.name().spellings()) {
            if (!registry.isBeanNameInUse(spelling)) {
                registry.registerAlias(beanName, spelling);
            }
        }
    }

    private void registerFactory(ConfiguredConnection connection, String beanName) {
        if (connection.factoryBean() != null) {
            if (registry.getBeanDefinition(connection.factoryBean()) instanceof AbstractBeanDefinition definition) {
                ConnectionBeanDefinitions.mark(definition, connection.name(), connection.isPerUser());
            }
            return;
        }
        if (connection.isPerUser()) {
            // what each of them enters makes another
            return;
        }
        ResolvableType type = ResolvableType.forClassWithGenerics(
                ConnectionFactory.class, connection.type().resource());
        RootBeanDefinition definition = definition(
                connection, type, "connectionFactory", connection.name().value());
        definition.addQualifier(new AutowireCandidateQualifier(
                Qualifier.class, connection.name().camelCase()));
        // the registry closes it, after its resources
        definition.setDestroyMethodName("");
        registry.registerBeanDefinition(beanName, definition);
    }

    private void registerDerived(ConfiguredConnection connection, String beanName, Method method) {
        if (registry.isBeanNameInUse(beanName)) {
            return;
        }
        RootBeanDefinition definition = definition(
                connection,
                ResolvableType.forMethodReturnType(
                        method, connection.type().handle().toClass()),
                "bean",
                connection.name().value(),
                method.getName());
        boolean candidate = candidates.isDefaultCandidate(connection, method);
        definition.setDefaultCandidate(candidate);
        definition.setPrimary(candidate && connection.common().primary() && !connection.isPerUser());
        definition.addQualifier(new AutowireCandidateQualifier(
                Qualifier.class, connection.name().camelCase()));
        registry.registerBeanDefinition(beanName, definition);
    }

    private static RootBeanDefinition definition(
            ConfiguredConnection connection, ResolvableType type, String factoryMethod, String... arguments) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(type);
        definition.setFactoryBeanName(ConnectionBeanDefinitions.REGISTRY);
        definition.setFactoryMethodName(factoryMethod);
        for (int i = 0; i < arguments.length; i++) {
            definition.getConstructorArgumentValues().addIndexedArgumentValue(i, arguments[i]);
        }
        definition.setDependsOn(ConnectionBeanDefinitions.REGISTRY);
        ConnectionBeanDefinitions.mark(definition, connection.name(), connection.isPerUser());
        return definition;
    }

    private ResolvableType resourceOf(ConfiguredConnection connection) {
        ResolvableType factory = BeanTypes.of(
                (ConfigurableListableBeanFactory) registry, connection.factoryBean(), ConnectionFactory.class);
        return factory.as(ConnectionFactory.class).getGeneric(0);
    }
}
