package dev.connections.autoconfigure.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The headers of responses with private content. */
public final class ResponseHeaders {

    /** They tell of the body, or for how long it may be kept. */
    private static final Set<String> OF_THE_BODY = Set.of(
            "cache-control", "etag", "expires", "last-modified", "location", "pragma", "trailer", "transfer-encoding");

    private ResponseHeaders() {}

    public static void preventCaching(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // with none, a form's origin would be unknown to those who check it
        response.setHeader("Referrer-Policy", "same-origin");
    }

    /** Forgets an answer that was begun, but for what it says about the conversation, such as cookies. */
    public static void beginAnew(HttpServletResponse response) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (String name : response.getHeaderNames()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("content-") && !OF_THE_BODY.contains(lower)) {
                kept.put(name, new ArrayList<>(response.getHeaders(name)));
            }
        }
        response.reset();
        kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }
}
