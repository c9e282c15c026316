package dev.connections.testing.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that the service got.
 *
 * @param method the method
 * @param path the path, as it was sent
 * @param query the query, as it was sent; empty if there was none
 * @param headers the headers
 * @param body the body
 */
public record HttpCall(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    public HttpCall {
        Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = sorted;
    }

    /** The first value of a header. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return (values == null || values.isEmpty()) ? null : values.get(0);
    }

    /** The body as a text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
