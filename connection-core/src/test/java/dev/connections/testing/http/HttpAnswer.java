package dev.connections.testing.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the service answers.
 *
 * @param status the status; 0 to close the connection without an answer
 * @param headers the headers
 * @param body the body
 * @param whole whether the connection is closed only after all that is announced
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body, boolean whole) {

    public HttpAnswer(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, true);
    }

    /** 200 with JSON. */
    public static HttpAnswer json(String json) {
        return text(200, json).with("Content-Type", "application/json");
    }

    /** A status with a text. */
    public static HttpAnswer text(int status, String text) {
        return new HttpAnswer(status, Map.of("Content-Type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** A status alone. */
    public static HttpAnswer status(int status) {
        return new HttpAnswer(status, Map.of(), new byte[0]);
    }

    /** None: the connection is closed. */
    public static HttpAnswer none() {
        return status(0);
    }

    /**
     * The same with another header.
     *
     * @throws IllegalArgumentException for {@code Date}, which the server overwrites with the present time
     */
    public HttpAnswer with(String name, String value) {
        if (name.equalsIgnoreCase("Date")) {
            throw new IllegalArgumentException("The server sends the present time as Date, not " + value);
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body, whole);
    }

    /** The same, but the connection is closed before all of it has come. */
    public HttpAnswer brokenOff() {
        return new HttpAnswer(status, headers, body, false);
    }
}
