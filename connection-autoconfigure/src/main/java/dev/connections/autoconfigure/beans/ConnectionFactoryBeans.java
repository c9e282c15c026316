package dev.connections.autoconfigure.beans;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.autoconfigure.ConnectionProblem;
import dev.connections.autoconfigure.ConnectionProperties;
import dev.connections.autoconfigure.environment.ConnectionNames;
import dev.connections.autoconfigure.environment.PropertyKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The {@link ConnectionFactory} beans of the application itself, each of which is a connection.
 *
 * @param byConnection the names of the beans, by the names of their connections
 * @param keys the keys that {@code @ConfigurationProperties} of the application declare below a connection, such as
 *     {@code connections.legacy-ftp}
 * @param problems what is wrong with the beans' names
 */
public record ConnectionFactoryBeans(
        Map<ConnectionName, String> byConnection,
        Map<ConnectionName, PropertyKeys> keys,
        List<ConnectionProblem> problems) {

    public static final String SUFFIX = "ConnectionFactory";

    private static final ConfigurationPropertyName ROOT = ConnectionNames.ROOT;

    public static ConnectionFactoryBeans of(ConfigurableListableBeanFactory beanFactory) {
        Map<ConnectionName, String> byConnection = new LinkedHashMap<>();
        List<ConnectionProblem> problems = new ArrayList<>();
        for (String beanName : beanFactory.getBeanNamesForType(ConnectionFactory.class, true, false)) {
            if (ConnectionBeanDefinitions.isOwn(beanFactory, beanName) || ScopedProxyUtils.isScopedTarget(beanName)) {
                continue;
            }
            String stem = beanName.endsWith(SUFFIX) ? beanName.substring(0, beanName.length() - SUFFIX.length()) : "";
            if (ConnectionName.isValid(stem)) {
                ConnectionName name = new ConnectionName(new ConnectionName(stem).kebabCase());
                String other = byConnection.putIfAbsent(name, beanName);
                if (other != null) {
                    problems.add(new ConnectionProblem(
                            "The bean '" + beanName + "'",
                            null,
                            "makes the connection '" + name + "', and so does the bean '" + other
                                    + "'. Rename one of them."));
                }
            } else {
                problems.add(new ConnectionProblem(
                        "The bean '" + beanName + "'",
                        null,
                        "is a ConnectionFactory whose name does not tell the name of its connection. Call it "
                                + "'<name>ConnectionFactory'."));
            }
        }
        return new ConnectionFactoryBeans(byConnection, keys(beanFactory, byConnection.keySet()), problems);
    }

    private static Map<ConnectionName, PropertyKeys> keys(
            ConfigurableListableBeanFactory beanFactory, Set<ConnectionName> connections) {
        Map<ConnectionName, PropertyKeys> keys = new LinkedHashMap<>();
        if (connections.isEmpty()) {
            return keys;
        }
        for (String beanName : beanFactory.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            ConfigurationProperties properties =
                    beanFactory.findAnnotationOnBean(beanName, ConfigurationProperties.class, false);
            Class<?> type = beanFactory.getType(beanName, false);
            ConfigurationPropertyName prefix =
                    (properties != null) ? ConfigurationPropertyName.adapt(properties.prefix(), '.') : ROOT;
            if (type == null || prefix.getNumberOfElements() < 2 || !ROOT.isAncestorOf(prefix)) {
                continue;
            }
            String name = prefix.getElement(1, Form.ORIGINAL);
            if (ConnectionName.isValid(name) && connections.contains(new ConnectionName(name))) {
                keys.computeIfAbsent(new ConnectionName(name), any -> PropertyKeys.of(ConnectionProperties.class))
                        .and(prefix.subName(2).toString(), type);
            }
        }
        return keys;
    }
}
