package dev.connections.autoconfigure.rest;

import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;

/** HTTP clients of Reactor Netty. Only loaded when the library is present. */
final class ReactorClients {

    private ReactorClients() {}

    /** Switches off what the connection does itself. */
    static ReactorClientHttpRequestFactoryBuilder configured(ReactorClientHttpRequestFactoryBuilder builder) {
        return builder.withHttpClientCustomizer(http -> http.disableRetry(true).compress(false));
    }
}
