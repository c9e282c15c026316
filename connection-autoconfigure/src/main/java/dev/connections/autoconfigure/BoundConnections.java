package dev.connections.autoconfigure;

import dev.connections.ConnectionName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * The connections of an application as configured. Bound once: when beans are registered, or, where that was done ahead of
 * time, when the registry is made.
 *
 * @param all the connections, in order
 */
record BoundConnections(List<ConfiguredConnection> all) {

    private static final String BEAN_NAME = BoundConnections.class.getName();

    /** @throws InvalidConnectionsException if anything is wrong with any of them */
    static BoundConnections of(ConfigurableListableBeanFactory beanFactory, Environment environment) {
        if (beanFactory.getSingleton(BEAN_NAME) instanceof BoundConnections bound) {
            return bound;
        }
        ConnectionBinder binder = binder(
                beanFactory,
                environment,
                EnvironmentVariables.in(ConfigurationPropertySources.get(environment)),
                new PropertySourcesPlaceholdersResolver(environment));
        BoundConnections bound = new BoundConnections(binder.bindAll());
        beanFactory.registerSingleton(BEAN_NAME, bound);
        return bound;
    }

    /** A binder for all that the environment holds at the moment, and for the given settings before it. */
    static ConnectionBinder binder(
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
                FactoryBeans.of(beanFactory),
                CredentialsBeans.of(beanFactory),
                SslBundleNames.of(beanFactory, environment),
                sources,
                placeholders);
    }

    Map<ConnectionName, ConfiguredConnection> byName() {
        Map<ConnectionName, ConfiguredConnection> byName = new LinkedHashMap<>();
        all.forEach(connection -> byName.put(connection.name(), connection));
        return byName;
    }
}
