package dev.connections.rest.url;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request. Used by one thread.
 *
 * @param any parameters of the path if it has a placeholder of their name, otherwise of the query
 * @param path values of placeholders
 * @param query query parameters
 */
public record RequestParameters(
        Map<String, @Nullable Object> any, Map<String, @Nullable Object> path, Map<String, @Nullable Object> query) {

    public RequestParameters() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }
}
