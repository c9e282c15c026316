package dev.connections.autoconfigure.rest;

import dev.connections.ConnectionName;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Takes the place of the HTTP clients of connections in tests. No server is reached then, so none is checked. */
interface MockRestTransport {

    /** Called when a connection is created, with the builder of its {@code RestClient}. */
    void bind(ConnectionName connection, RestClient.Builder builder);

    /** Returns what executes the requests of a connection. */
    ClientHttpRequestFactory requests(ConnectionName connection);
}
