package dev.connections.autoconfigure.rest;

import dev.connections.rest.client.HttpClientResource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.http.client.JettyClientHttpRequestFactory;

/** HTTP clients of Jetty. Only loaded when the library is present. */
final class JettyClients {

    private JettyClients() {}

    static HttpClientResource create(JettyClientHttpRequestFactoryBuilder builder, HttpClientSettings settings) {
        AtomicReference<HttpClient> built = new AtomicReference<>();
        JettyClientHttpRequestFactory requests =
                builder.withHttpClientCustomizer(built::set).build(settings);
        HttpClient client = Objects.requireNonNull(built.get());
        try {
            client.start();
        } catch (Exception ex) {
            throw new IllegalStateException("the HTTP client does not start: " + ex.getMessage(), ex);
        }
        // added by the start; the connection itself authenticates and decompresses
        client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
        client.getContentDecoderFactories().clear();
        return new HttpClientResource(requests, timeout -> within(client, timeout), client::stop);
    }

    private static JettyClientHttpRequestFactory within(HttpClient client, Duration timeout) {
        JettyClientHttpRequestFactory requests = new JettyClientHttpRequestFactory(client);
        requests.setReadTimeout(timeout);
        return requests;
    }
}
