package dev.connections.autoconfigure.registry;

import dev.connections.ConnectionBean;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.beans.ApplicationBeanDetector;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Decides which connection's bean of a type is <em>the</em> bean of that type. None if the application has its own, the
 * primary connection's if there is one, else every connection's. When that is one, it is used wherever one is injected;
 * when they are several, injection without a qualifier is an error that says so, and what would make its own backs off.
 */
final class DefaultCandidates {

    private final List<ConfiguredConnection> connections;

    private final Environment environment;

    private final ConfigurableListableBeanFactory beanFactory;

    private final List<ApplicationBeanDetector> applicationBeans;

    DefaultCandidates(
            List<ConfiguredConnection> connections,
            Environment environment,
            ConfigurableListableBeanFactory beanFactory) {
        this.connections = connections;
        this.environment = environment;
        this.beanFactory = beanFactory;
        this.applicationBeans = SpringFactoriesLoader.forDefaultResourceLocation(beanFactory.getBeanClassLoader())
                .load(ApplicationBeanDetector.class);
    }

    boolean isDefaultCandidate(ConfiguredConnection connection, Method method) {
        if (!isDeclaredDefault(method)) {
            return false;
        }
        String owner = owner(connection);
        if (owner == null) {
            owner = applicationBean(method.getReturnType());
        }
        if (owner != null) {
            failIfPrimary(connection, owner);
            return false;
        }
        boolean anyPrimary = connections.stream()
                .anyMatch(other ->
                        other.common().primary() && !other.isPerUser() && offers(other, method.getReturnType()));
        return !anyPrimary || connection.common().primary();
    }

    private static boolean isDeclaredDefault(Method method) {
        ConnectionBean annotation = ConnectionBeans.annotation(method);
        return annotation != null && annotation.defaultCandidate();
    }

    private @Nullable String owner(ConfiguredConnection connection) {
        Set<Class<?>> beanTypes = offered(connection);
        return applicationBeans.stream()
                .map(beans -> beans.owner(beanTypes, environment, beanFactory))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The application's own bean of a type, injected without a qualifier; {@code null} if it has none. */
    private @Nullable String applicationBean(Class<?> beanType) {
        for (String beanName : beanFactory.getBeanNamesForType(beanType, true, false)) {
            if (isDefaultCandidateOfApplication(beanName)) {
                return "the bean '" + beanName + "'";
            }
        }
        return null;
    }

    private boolean isDefaultCandidateOfApplication(String beanName) {
        if (!beanFactory.containsBeanDefinition(beanName)) {
            return true;
        }
        BeanDefinition definition = beanFactory.getBeanDefinition(beanName);
        return !ConnectionBeanDefinitions.isOfConnection(definition)
                && definition.isAutowireCandidate()
                && !definition.isFallback()
                && !(definition instanceof AbstractBeanDefinition known && !known.isDefaultCandidate());
    }

    private static void failIfPrimary(ConfiguredConnection connection, String owner) {
        if (connection.common().primary()) {
            throw InvalidConnectionsException.of(
                    connection.name(),
                    "primary",
                    "is true, but " + owner + " already makes the application's own. Remove one of them.");
        }
    }

    private static boolean offers(ConfiguredConnection connection, Class<?> beanType) {
        return offered(connection).stream().anyMatch(beanType::isAssignableFrom);
    }

    private static Set<Class<?>> offered(ConfiguredConnection connection) {
        return (connection.type() == null)
                ? Set.of()
                : ConnectionBeans.beanMethods(connection.type().handle().toClass()).stream()
                        .filter(DefaultCandidates::isDeclaredDefault)
                        .map(Method::getReturnType)
                        .collect(Collectors.toSet());
    }
}
