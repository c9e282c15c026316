package dev.connections.rest;

import dev.connections.ManagedConnection;
import dev.connections.rows.Rows;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * A connection to an HTTP service. All requests carry its credentials, keep its rate limit, are retried if that is
 * safe, and are cached if a TTL is set: those of the methods here, of {@link #restClient()} and of
 * {@link #client HTTP interfaces}. Thread-safe.
 *
 * <p>Paths are appended to the connection's URL. Placeholders such as {@code /users/{id}} are replaced by parameters.
 * Other parameters become the query. All are encoded, so they may come from a user.
 *
 * <p>The methods that send a request throw the exceptions of {@link RestRequest}.
 */
public interface RestConnection extends ManagedConnection<ClientHttpRequestFactory> {

    /**
     * Begins a GET request.
     *
     * @param path the path, with placeholders in braces
     * @return the request, which is not sent yet
     */
    RestRequest get(String path);

    /**
     * Begins a GET request to an address that is requested unchanged, such as a link to the next page from a response.
     *
     * @param address an address of the connection's own server. A relative address is resolved against the
     *     connection's URL
     * @return the request, which is not sent yet
     */
    RestRequest get(URI address);

    /**
     * Begins a POST request.
     *
     * @param path the path, with placeholders in braces
     * @return the request, which is not sent yet
     */
    RestRequest post(String path);

    /**
     * Begins a PUT request.
     *
     * @param path the path, with placeholders in braces
     * @return the request, which is not sent yet
     */
    RestRequest put(String path);

    /**
     * Begins a PATCH request.
     *
     * @param path the path, with placeholders in braces
     * @return the request, which is not sent yet
     */
    RestRequest patch(String path);

    /**
     * Begins a DELETE request.
     *
     * @param path the path, with placeholders in braces
     * @return the request, which is not sent yet
     */
    RestRequest delete(String path);

    /**
     * Sends a GET request.
     *
     * @return the body of the response, not {@code null}
     * @throws RestException also if the body is empty
     */
    default <T> T get(String path, Class<T> type) {
        return get(path).as(type);
    }

    /**
     * Sends a GET request with parameters.
     *
     * @return the body of the response, not {@code null}
     * @throws RestException also if the body is empty
     */
    default <T> T get(String path, Map<String, ? extends @Nullable Object> params, Class<T> type) {
        return get(path).params(params).as(type);
    }

    /**
     * Sends a POST request.
     *
     * @return the body of the response, not {@code null}
     * @throws RestException also if the body is empty
     */
    default <T> T post(String path, Object body, Class<T> type) {
        return post(path).body(body).as(type);
    }

    /**
     * Sends a PUT request.
     *
     * @return the body of the response, not {@code null}
     * @throws RestException also if the body is empty
     */
    default <T> T put(String path, Object body, Class<T> type) {
        return put(path).body(body).as(type);
    }

    /**
     * Sends a PATCH request.
     *
     * @return the body of the response, not {@code null}
     * @throws RestException also if the body is empty
     */
    default <T> T patch(String path, Object body, Class<T> type) {
        return patch(path).body(body).as(type);
    }

    /**
     * Sends a GET request and reads a JSON array of objects as rows.
     *
     * @param pointer where the array is, as a JSON pointer (RFC 6901) such as {@code /data/items}; empty for the
     *     whole body
     * @return the rows
     * @throws RestException also if there is no array of objects
     */
    default Rows rows(String path, String pointer) {
        return get(path).rows(pointer);
    }

    /**
     * Sends a GET request with parameters and reads a JSON array of objects as rows; see {@link #rows(String, String)}.
     *
     * @return the rows
     * @throws RestException also if there is no array of objects
     */
    default Rows rows(String path, Map<String, ? extends @Nullable Object> params, String pointer) {
        return get(path).params(params).rows(pointer);
    }

    /** Returns Spring's client on this connection. It stays valid when the connection is replaced. */
    RestClient restClient();

    /**
     * Configures a {@code RestClient} to use this connection: its base URL, credentials, retries and error messages.
     *
     * @param builder the builder of the client
     */
    void configure(RestClient.Builder builder);

    /**
     * Creates a client for an HTTP interface, whose methods have
     * {@link org.springframework.web.service.annotation.HttpExchange @HttpExchange} annotations.
     *
     * @param httpInterface the interface
     * @return the client, which is thread-safe
     * @throws IllegalStateException if a method of the interface is no HTTP exchange
     */
    <T> T client(Class<T> httpInterface);
}
