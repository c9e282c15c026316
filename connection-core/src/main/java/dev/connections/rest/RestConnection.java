package dev.connections.rest;

import dev.connections.ManagedConnection;
import dev.connections.rows.Rows;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * A connection to an HTTP service. Requests carry its credentials, wait for their turn if their number is limited, are made again
 * where that can do no harm, and their answers are cached if a time is given. All of that holds whichever way they are made:
 * by the methods here, by {@link #restClient()} or by {@link #client an interface}. Safe for use by several threads.
 *
 * <p>Paths are appended to the connection's URL. Names in braces are replaced by parameters, {@code /users/{id}}; parameters that
 * have no such place become those of the query. All are encoded, so they may come from a user.
 *
 * <p>All methods throw {@link RestException}s, and {@link dev.connections.ConnectionUnavailableException} if the server is known to be
 * away.
 */
public interface RestConnection extends ManagedConnection<ClientHttpRequestFactory> {

    /** Begins a GET request. */
    RestRequest get(String path);

    /**
     * Begins a GET request to an address that is requested as it is, such as a link to the next page that the server gave. A relative
     * address is resolved against the connection's URL as a browser does.
     *
     * @param address an address of the connection's own server
     */
    RestRequest get(URI address);

    /** Begins a POST request. */
    RestRequest post(String path);

    /** Begins a PUT request. */
    RestRequest put(String path);

    /** Begins a PATCH request. */
    RestRequest patch(String path);

    /** Begins a DELETE request. */
    RestRequest delete(String path);

    /** Gets a path as an object. */
    default <T> T get(String path, Class<T> type) {
        return get(path).as(type);
    }

    /** Gets a path with parameters as an object. */
    default <T> T get(String path, Map<String, ? extends @Nullable Object> params, Class<T> type) {
        return get(path).params(params).as(type);
    }

    /** Posts a body, and reads the answer as an object. */
    default <T> T post(String path, Object body, Class<T> type) {
        return post(path).body(body).as(type);
    }

    /** Puts a body, and reads the answer as an object. */
    default <T> T put(String path, Object body, Class<T> type) {
        return put(path).body(body).as(type);
    }

    /** Patches by a body, and reads the answer as an object. */
    default <T> T patch(String path, Object body, Class<T> type) {
        return patch(path).body(body).as(type);
    }

    /**
     * Gets a JSON array of objects as rows.
     *
     * @param pointer where in the answer it is, as a JSON pointer (RFC 6901), such as {@code /data/items}; empty for the whole
     */
    default Rows rows(String path, String pointer) {
        return get(path).rows(pointer);
    }

    /** As {@link #rows(String, String)}, with parameters. */
    default Rows rows(String path, Map<String, ? extends @Nullable Object> params, String pointer) {
        return get(path).params(params).rows(pointer);
    }

    /** Spring's own client on this connection. It stays the same whatever happens underneath. */
    RestClient restClient();

    /**
     * Binds a client that is built elsewhere to this connection: its base URL, its credentials, its retries and its error messages.
     *
     * @param builder the builder of the client
     */
    void configure(RestClient.Builder builder);

    /**
     * An interface whose methods are requests, annotated with
     * {@link org.springframework.web.service.annotation.HttpExchange @HttpExchange}.
     */
    <T> T client(Class<T> httpInterface);
}
