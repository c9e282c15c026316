package dev.connections.autoconfigure.rest;

import dev.connections.ConnectionName;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;

/**
 * Customizes the HTTP client of a single connection. Beans of this type are called in their order, after Spring Boot's
 * {@code ClientHttpRequestFactoryBuilderCustomizer} beans, each time when a connection is opened.
 *
 * @param <B> the builder that is customized; connections with another HTTP client are left out
 */
@FunctionalInterface
public interface RestHttpClientCustomizer<B extends ClientHttpRequestFactoryBuilder<?>> {

    /**
     * Customizes the builder of a connection's HTTP client.
     *
     * @param connection the name of the connection
     * @param builder the builder, which is immutable
     * @return the customized builder
     */
    B customize(ConnectionName connection, B builder);
}
