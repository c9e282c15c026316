package dev.connections.autoconfigure.rest;

import dev.connections.ConnectionName;
import java.net.http.HttpClient;

/** Changes the HTTP clients of connections before they are made. Beans of this type are asked, in their order. */
@FunctionalInterface
public interface RestHttpClientCustomizer {

    /**
     * @param connection whose client it will be
     * @param client set up as the properties say; it must not follow redirects by itself
     */
    void customize(ConnectionName connection, HttpClient.Builder client);
}
