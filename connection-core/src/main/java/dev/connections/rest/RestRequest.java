package dev.connections.rest;

import dev.connections.rows.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A request of a {@link RestConnection}. The methods that send it may be called once. Used by one thread.
 *
 * <p>Each method that sends the request throws
 * <ul>
 *   <li>{@link RestException} if there is no response, if its status is 400 or above, or if it cannot be read
 *   <li>{@link dev.connections.ConnectionUnavailableException} if the server is known to be unavailable, and other
 *       {@link dev.connections.ConnectionException}s if the connection cannot be opened
 *   <li>{@link dev.connections.support.RateLimitExceededException} if the wait for the rate limit is too long
 * <li>{@link org.springframework.dao.InvalidDataAccessApiUsageException} if the request is invalid, such as a
 *       placeholder without value. It is not sent
 * </ul>
 */
public interface RestRequest {

    /**
     * Sets the value of a placeholder in the path. It is encoded as one path segment; several values are joined by
     * commas. Without a placeholder of that name, the request is not sent.
     *
     * @param name the name in braces
     * @param value the value; a {@code null} or empty value is an error when the request is sent
     * @return this request
     */
    RestRequest pathVariable(String name, @Nullable Object value);

    /**
     * Sets a query parameter. Lists, arrays and streams become several parameters; {@code null} and empty optionals are
     * omitted.
     *
     * @param name the name of the parameter
     * @param value its value, which is encoded
     * @return this request
     */
    RestRequest queryParam(String name, @Nullable Object value);

    /**
     * Sets a parameter: that of the placeholder with this name if the path has one, otherwise a query parameter. See
     * {@link #pathVariable} and {@link #queryParam}, which do not depend on the path.
     *
     * @param name the name of the parameter
     * @param value its value, which is encoded
     * @return this request
     */
    RestRequest param(String name, @Nullable Object value);

    /**
     * Sets parameters; see {@link #param(String, Object)}.
     *
     * @param params the parameters by name
     * @return this request
     */
    RestRequest params(Map<String, ? extends @Nullable Object> params);

    /**
     * Sets a header. It replaces the same header of the connection.
     *
     * @param name the name of the header
     * @param value its value, in Latin-1
     * @return this request
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if the header is malformed, or set by the
     *     HTTP client
     */
    RestRequest header(String name, String value);

    /**
     * Sets the body of the request: an object that is written as JSON, a string, bytes, a resource or a form.
     *
     * @param body the body
     * @return this request
     */
    RestRequest body(Object body);

    /**
     * Sets the content type of the body.
     *
     * @param type the content type
     * @return this request
     */
    RestRequest contentType(MediaType type);

    /**
     * Adds a part of a {@code multipart/form-data} body.
     *
     * @param name the name of the part
     * @param value a string, an object, a resource, or a {@link Path} of a file
     * @return this request
     */
    RestRequest part(String name, Object value);

    /**
     * Accepts a cached response that is no older than this, and caches the response for that time.
     *
     * @param ttl the time to live; zero bypasses the cache
     * @return this request
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if it is no GET request
     */
    RestRequest ttl(Duration ttl);

    /**
     * Sets the {@code Idempotency-Key}, by which the server detects a repeated request. A request with a key is retried
     * as an idempotent one.
     *
     * @param key the key
     * @return this request
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if the key cannot be sent in a header
     */
    RestRequest idempotencyKey(String key);

    /**
     * Sends the request and reads the body of the response, as that of {@code RestClient}.
     *
     * @param type the type of the body
     * @return the body; {@code null} if it is empty
     */
    <T> @Nullable T body(Class<T> type);

    /**
     * Sends the request and reads the body of the response.
     *
     * @param type the type of the body, with type arguments
     * @return the body; {@code null} if it is empty
     */
    <T> @Nullable T body(ParameterizedTypeReference<T> type);

    /**
     * Sends the request and reads the body of the response, which is required.
     *
     * @param type the type of the body
     * @return the body, not {@code null}
     * @throws RestException also if the body is empty
     */
    <T> T as(Class<T> type);

    /**
     * Sends the request and reads the body of the response, which is required.
     *
     * @param type the type of the body, with type arguments
     * @return the body, not {@code null}
     * @throws RestException also if the body is empty
     */
    <T> T as(ParameterizedTypeReference<T> type);

    /**
     * Sends the request and reads the body of the response as a list.
     *
     * @param type the type of the elements
     * @return an unmodifiable list
     * @throws RestException also if the body is empty
     */
    <T> List<T> list(Class<T> type);

    /**
     * Sends the request and reads the body of the response, if there is one.
     *
     * @param type the type of the body
     * @return the body; empty if there is none, or if the status is 404
     */
    <T> Optional<T> optional(Class<T> type);

    /**
     * Sends the request and reads a JSON array of objects as rows.
     *
     * @param pointer where the array is, as a JSON pointer (RFC 6901) such as {@code /data/items}; empty for the
     *     whole body
     * @return the rows
     * @throws RestException also if there is no array of objects
     */
    Rows rows(String pointer);

    /**
     * Sends the request and reads the response with its status and headers.
     *
     * @param type the type of the body
     * @return the response
     */
    <T> ResponseEntity<T> entity(Class<T> type);

    /**
     * Sends the request and ignores the body of the response.
     *
     * @return the response without body
     */
    ResponseEntity<Void> send();

    /**
     * Sends the request and writes the body of the response to a file, which appears when it is complete.
     *
     * @param file the file, which is replaced if it exists
     * @return its size in bytes
     * @throws RestException also if the file cannot be written
     */
    long download(Path file);
}
