package dev.connections.autoconfigure.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Problem details for clients that are programs (RFC 9457). */
public final class ProblemResponse {

    private static final String TYPE = "application/problem+json";

    /** {@code Retry-After} when it is not known when to try again. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private ProblemResponse() {}

    /** Sets {@code Retry-After} in whole seconds, at least 1. */
    public static void setRetryAfter(HttpServletResponse response, Duration time) {
        response.setHeader(
                "Retry-After", String.valueOf(Math.max(1, time.plusMillis(999).toSeconds())));
    }

    /** @param more members beyond those of every problem */
    public static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String detail,
            Map<String, String> more)
            throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", status.getReasonPhrase());
        members.put("status", status.value());
        members.put("detail", detail);
        members.put("instance", request.getRequestURI());
        members.putAll(more);
        response.setStatus(status.value());
        response.setContentType(TYPE);
        ResponseHeaders.preventCaching(response);
        byte[] body = json(members).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String json(Map<String, Object> members) {
        StringBuilder json = new StringBuilder("{");
        members.forEach((name, value) -> {
            json.append((json.length() > 1) ? "," : "");
            quote(name, json);
            json.append(':');
            if (value instanceof Number) {
                json.append(value);
            } else {
                quote(String.valueOf(value), json);
            }
        });
        return json.append('}').toString();
    }

    /** Harmless as well if something takes it for a page. */
    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (char each : text.toCharArray()) {
            if (each == '"' || each == '\\') {
                json.append('\\').append(each);
            } else if (each < ' ' || each > '~' || each == '<' || each == '>' || each == '&') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            } else {
                json.append(each);
            }
        }
        json.append('"');
    }
}
