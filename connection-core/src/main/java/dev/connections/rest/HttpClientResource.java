package dev.connections.rest;

import java.time.Duration;
import java.util.function.Function;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * An HTTP client with a pool of connections, which is closed when it is no longer used. Safe for use by several threads.
 *
 * @param calls makes requests that end within the read timeout
 * @param within makes requests that end within another time; of the same pool
 * @param close closes the pool
 */
public record HttpClientResource(
        ClientHttpRequestFactory calls, Function<Duration, ClientHttpRequestFactory> within, AutoCloseable close) {}
