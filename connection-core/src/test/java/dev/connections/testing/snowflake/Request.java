package dev.connections.testing.snowflake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a driver has sent.
 *
 * @param path the path of the URL
 * @param query its parameters
 * @param token the token of the {@code Authorization}, {@code null} if there is none
 * @param body the JSON, empty if there is none
 */
record Request(String path, Map<String, String> query, @Nullable String token, JsonNode body) {

    static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> query = new HashMap<>();
        @Nullable String raw = exchange.getRequestURI().getRawQuery();
        for (String parameter : (raw == null) ? new String[0] : raw.split("&")) {
            String[] pair = parameter.split("=", 2);
            query.put(pair[0], (pair.length < 2) ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return new Request(exchange.getRequestURI().getPath(), query, token(exchange), body(exchange));
    }

    private static @Nullable String token(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        int begin = (authorization == null) ? -1 : authorization.indexOf("Token=\"");
        return (begin < 0) ? null : authorization.substring(begin + 7, authorization.lastIndexOf('"'));
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream in = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            byte[] bytes = in.readAllBytes();
            return (bytes.length == 0 || bytes[0] != '{') ? Json.object() : Json.MAPPER.readTree(bytes);
        }
    }

    RequestKind kind() {
        return RequestKind.of(path);
    }

    /** The id by which the driver tells a repetition, and aborts. */
    String requestId() {
        return query.getOrDefault("requestId", "");
    }
}
