package dev.connections.autoconfigure.rest;

import dev.connections.ConnectionName;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientsProperties;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientsProperties.Factory;
import org.springframework.boot.util.LambdaSafe;

/**
 * Selects the HTTP client of a connection: the one that the connection names, or the one that the application has
 * chosen for Spring Boot's clients, or that of the JDK. A library on the class path is not a choice: it would replace
 * the JDK's client, and with it HTTP/2, wherever another dependency brings it. Thread-safe.
 */
final class RestHttpClients {

    private final ConfigurableListableBeanFactory beans;

    RestHttpClients(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Returns the application's defaults, which {@code spring.http.clients.*} sets. */
    HttpClientSettings settings() {
        return beans.getBeanProvider(HttpClientSettings.class).getIfAvailable(HttpClientSettings::defaults);
    }

    /** @param factory the client that the connection names, or {@code null} */
    ClientHttpRequestFactoryBuilder<?> builder(@Nullable Factory factory) {
        if (factory != null) {
            return customized(
                    switch (factory) {
                        case HTTP_COMPONENTS -> ClientHttpRequestFactoryBuilder.httpComponents();
                        case JETTY -> ClientHttpRequestFactoryBuilder.jetty();
                        case REACTOR -> ClientHttpRequestFactoryBuilder.reactor();
                        case JDK -> ClientHttpRequestFactoryBuilder.jdk();
                        case SIMPLE -> ClientHttpRequestFactoryBuilder.simple();
                    });
        }
        ClientHttpRequestFactoryBuilder<?> builder =
                beans.getBeanProvider(ClientHttpRequestFactoryBuilder.class).getIfAvailable();
        boolean used = builder instanceof JdkClientHttpRequestFactoryBuilder || (builder != null && isChosen());
        return used ? builder : ClientHttpRequestFactoryBuilder.jdk();
    }

    private boolean isChosen() {
        ImperativeHttpClientsProperties properties =
                beans.getBeanProvider(ImperativeHttpClientsProperties.class).getIfAvailable();
        return (properties != null && properties.getFactory() != null)
                || beans.getBeanNamesForType(ClientHttpRequestFactoryBuilderCustomizer.class).length > 0
                || !isDetected();
    }

    /** Whether the builder is not a bean of the application, but found by Spring Boot on the class path. */
    private boolean isDetected() {
        String[] names = beans.getBeanNamesForType(ClientHttpRequestFactoryBuilder.class);
        return names.length == 1
                && beans.containsBeanDefinition(names[0])
                && ImperativeHttpClientAutoConfiguration.class
                        .getName()
                        .equals(beans.getBeanDefinition(names[0]).getFactoryBeanName());
    }

    private ClientHttpRequestFactoryBuilder<?> customized(ClientHttpRequestFactoryBuilder<?> builder) {
        return customized(ClientHttpRequestFactoryBuilderCustomizer.class, builder, RestHttpClients::customize);
    }

    @SuppressWarnings("unchecked")
    private static ClientHttpRequestFactoryBuilder<?> customize(
            ClientHttpRequestFactoryBuilderCustomizer<?> customizer, ClientHttpRequestFactoryBuilder<?> builder) {
        return ((ClientHttpRequestFactoryBuilderCustomizer<ClientHttpRequestFactoryBuilder<?>>) customizer)
                .customize(builder);
    }

    /** Applies the customizers of one connection. */
    @SuppressWarnings("unchecked")
    ClientHttpRequestFactoryBuilder<?> customized(
            ConnectionName connection, ClientHttpRequestFactoryBuilder<?> builder) {
        return customized(RestHttpClientCustomizer.class, builder, (customizer, current) -> ((RestHttpClientCustomizer<
                                ClientHttpRequestFactoryBuilder<?>>)
                        customizer)
                .customize(connection, current));
    }

    /** Leaves out customizers of other builders. */
    private <C> ClientHttpRequestFactoryBuilder<?> customized(
            Class<C> type,
            ClientHttpRequestFactoryBuilder<?> builder,
            BiFunction<C, ClientHttpRequestFactoryBuilder<?>, ClientHttpRequestFactoryBuilder<?>> customize) {
        ClientHttpRequestFactoryBuilder<?> customized = builder;
        for (C customizer : beans.getBeanProvider(type).orderedStream().toList()) {
            ClientHttpRequestFactoryBuilder<?> current = customized;
            customized = LambdaSafe.callback(type, customizer, current)
                    .<ClientHttpRequestFactoryBuilder<?>>invokeAnd(each -> customize.apply(each, current))
                    .get(current);
        }
        return Objects.requireNonNull(customized);
    }
}
