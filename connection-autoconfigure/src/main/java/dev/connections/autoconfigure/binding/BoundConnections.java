package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ConnectionType;
import dev.connections.autoconfigure.ConnectionProblem;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import dev.connections.autoconfigure.beans.ConnectionFactoryBeans;
import dev.connections.autoconfigure.beans.CredentialsProviderBeans;
import dev.connections.autoconfigure.environment.EnvironmentVariables;
import dev.connections.autoconfigure.environment.LiveEnvironment;
import dev.connections.credentials.CredentialsProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * The connections of an application as configured. Bound when beans are registered, or, where that was done ahead of
 * time, when the registry is made.
 *
 * @param all the connections without a problem, in order
 * @param names the names of all connections
 * @param problems the problems of the others
 * @param contributors the beans of the application that were known: types, factories and providers of credentials
 */
public record BoundConnections(
        List<ConfiguredConnection> all,
        List<ConnectionName> names,
        List<ConnectionProblem> problems,
        Set<String> contributors) {

    private static final String BEAN_NAME = BoundConnections.class.getName();

    private static final List<Class<?>> CONTRIBUTING =
            List.of(ConnectionType.class, ConnectionFactory.class, CredentialsProvider.class);

    /** Binds the connections with the types, factories and providers whose beans are registered so far. */
    public static BoundConnections bind(ConfigurableListableBeanFactory beanFactory, Environment environment) {
        return binder(
                        beanFactory,
                        environment,
                        EnvironmentVariables.in(ConfigurationPropertySources.get(environment)),
                        new PropertySourcesPlaceholdersResolver(environment))
                .bindAll(contributors(beanFactory));
    }

    /** Returns what {@link #publish} was called with, or binds. */
    public static BoundConnections of(ConfigurableListableBeanFactory beanFactory, Environment environment) {
        if (beanFactory.getSingleton(BEAN_NAME) instanceof BoundConnections bound) {
            return bound;
        }
        BoundConnections bound = bind(beanFactory, environment);
        bound.publish(beanFactory);
        return bound;
    }

    /** @throws InvalidConnectionsException if anything is wrong with any of them */
    public void publish(ConfigurableListableBeanFactory beanFactory) {
        if (!problems.isEmpty()) {
            throw new InvalidConnectionsException(
                    names.stream().map(ConnectionName::value).collect(Collectors.joining(", ")), problems);
        }
        beanFactory.registerSingleton(BEAN_NAME, this);
    }

    /** Returns whether no type, factory or provider of credentials has been registered since. */
    public boolean isComplete(ConfigurableListableBeanFactory beanFactory) {
        return contributors.equals(contributors(beanFactory));
    }

    private static Set<String> contributors(ConfigurableListableBeanFactory beanFactory) {
        Set<String> contributors = new TreeSet<>();
        for (Class<?> type : CONTRIBUTING) {
            for (String beanName :
                    BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false)) {
                if (!ConnectionBeanDefinitions.isOwn(beanFactory, beanName)) {
                    contributors.add(beanName);
                }
            }
        }
        return contributors;
    }

    /** A binder for all that the environment holds at the moment, and for the given settings before it. */
    public static ConnectionBinder binder(
            ConfigurableListableBeanFactory beanFactory,
            Environment environment,
            LiveEnvironment live,
            @Nullable ConfigurationPropertySource settings) {
        List<ConfigurationPropertySource> sources = live.sources(settings);
        return binder(beanFactory, environment, sources, live.placeholders(sources));
    }

    private static ConnectionBinder binder(
            ConfigurableListableBeanFactory beanFactory,
            Environment environment,
            Iterable<ConfigurationPropertySource> sources,
            PlaceholdersResolver placeholders) {
        return new ConnectionBinder(
                ConnectionTypes.of(beanFactory),
                ConnectionFactoryBeans.of(beanFactory),
                CredentialsProviderBeans.of(beanFactory),
                () -> SslBundleNames.of(beanFactory, environment),
                sources,
                placeholders);
    }

    public Map<ConnectionName, ConfiguredConnection> byName() {
        Map<ConnectionName, ConfiguredConnection> byName = new LinkedHashMap<>();
        all.forEach(connection -> byName.put(connection.name(), connection));
        return byName;
    }
}
