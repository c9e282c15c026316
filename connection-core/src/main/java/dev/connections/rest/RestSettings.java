package dev.connections.rest;

import dev.connections.supervision.RateLimit;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a connection makes its requests. Immutable, but for the limit, which counts.
 *
 * @param baseUrl what the paths of requests are appended to; without query and user information
 * @param headers what each request has that does not say otherwise
 * @param parameters what the address of each request has that does not say otherwise
 * @param retry when a request is made again
 * @param rateLimit how many requests there may be, or {@code null}
 * @param httpCacheTime for how long answers are kept and renewed as the server says; {@code null} for not at all
 * @param maxRedirects how many redirects a request follows
 */
public record RestSettings(
        URI baseUrl,
        Map<String, String> headers,
        Map<String, String> parameters,
        RetryPolicy retry,
        @Nullable RateLimit rateLimit,
        @Nullable Duration httpCacheTime,
        int maxRedirects) {

    private static final int MAX_REDIRECTS = 10;

    public RestSettings {
        Origin.of(baseUrl);
        headers = Map.copyOf(headers);
        parameters = Map.copyOf(parameters);
        Objects.requireNonNull(retry, "retry");
    }

    /** Nothing but an address. */
    public static RestSettings of(URI baseUrl) {
        return new RestSettings(baseUrl, Map.of(), Map.of(), RetryPolicy.defaults(), null, null, MAX_REDIRECTS);
    }
}
