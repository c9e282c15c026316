package dev.connections.rest;

import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * An HTTP client with a pool of connections, which is closed when nobody uses it any more. Safe for use by several threads.
 *
 * @param calls makes requests that end within the read time-out
 * @param transfers makes requests with large bodies, which end within the transfer time-out; of the same pool
 * @param close closes the pool
 */
public record HttpClientResource(
        ClientHttpRequestFactory calls, ClientHttpRequestFactory transfers, AutoCloseable close) {}
