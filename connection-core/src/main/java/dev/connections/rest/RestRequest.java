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

/** A request that is being put together, and then made once. Used by one thread. */
public interface RestRequest {

    /**
     * Sets a parameter: of the path if it has a place of that name, otherwise of the query. Lists, arrays and streams become several
     * parameters of the query, or one value with commas in a place. {@code null} and empty optionals are left out of the query.
     */
    RestRequest param(String name, @Nullable Object value);

    /** Sets parameters. */
    RestRequest params(Map<String, ? extends @Nullable Object> params);

    /** Sets a header. It replaces the same header of the connection. */
    RestRequest header(String name, String value);

    /** Sets what is sent: an object that becomes JSON, a text, bytes, a resource, a form. */
    RestRequest body(Object body);

    /** Sets what kind of body is sent. */
    RestRequest contentType(MediaType type);

    /** Adds a part of a {@code multipart/form-data} body: a text, an object, a resource, or a {@link Path} to a file. */
    RestRequest part(String name, Object value);

    /**
     * Accepts an answer that is no older than this, and keeps it as long. Zero takes none from the cache.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if it is no GET request
     */
    RestRequest ttl(Duration ttl);

    /** Sets a key by which the server knows the request when it comes again, so that it may be made again. */
    RestRequest idempotencyKey(String key);

    /**
     * Makes the request, and reads the answer as an object.
     *
     * @throws RestException also if the answer is empty
     */
    <T> T as(Class<T> type);

    /** As {@link #as(Class)}, for a type with arguments. */
    <T> T as(ParameterizedTypeReference<T> type);

    /** Makes the request, and reads the answer as a list of objects, which cannot be modified. */
    <T> List<T> list(Class<T> type);

    /** Makes the request, and reads the answer, unless it is empty or 404. */
    <T> Optional<T> optional(Class<T> type);

    /** Makes the request, and reads a JSON array of objects; see {@link RestConnection#rows(String, String)}. */
    Rows rows(String pointer);

    /** Makes the request, and reads status, headers and object. */
    <T> ResponseEntity<T> entity(Class<T> type);

    /** Makes the request; what the answer holds does not matter. */
    ResponseEntity<Void> send();

    /**
     * Makes the request, and writes the answer to a file as it comes. The file is there when all of it is, and not before.
     *
     * @return how many bytes it is
     */
    long download(Path file);
}
