package dev.connections.rest;

import dev.connections.Internal;
import dev.connections.rest.url.Origin;
import dev.connections.support.RateLimiter;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a connection makes its requests. Immutable, but for the rate limit, which counts.
 *
 * @param baseUrl what the paths of requests are appended to; without query and user information
 * @param headers the headers of each request that does not set them itself
 * @param parameters the query parameters of each request that does not set them itself
 * @param retry when a request is repeated
 * @param rateLimit how many requests there may be, or {@code null}
 * @param cache how responses are cached
 * @param timeouts the time limits of requests
 * @param limits the limits of responses
 */
@Internal
public record RestSettings(
        URI baseUrl,
        Map<String, String> headers,
        Map<String, String> parameters,
        RetryPolicy retry,
        @Nullable RateLimiter rateLimit,
        HttpCacheSettings cache,
        RestTimeouts timeouts,
        ResponseLimits limits) {

    public RestSettings {
        Origin.of(baseUrl);
        headers = Map.copyOf(headers);
        parameters = Map.copyOf(parameters);
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(limits, "limits");
    }

    /** The defaults for an address. */
    public static RestSettings of(URI baseUrl) {
        return new RestSettings(
                baseUrl,
                Map.of(),
                Map.of(),
                RetryPolicy.defaults(),
                null,
                HttpCacheSettings.defaults(),
                RestTimeouts.defaults(),
                ResponseLimits.defaults());
    }
}
