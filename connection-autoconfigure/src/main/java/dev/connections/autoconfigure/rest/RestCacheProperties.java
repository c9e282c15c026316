package dev.connections.autoconfigure.rest;

import dev.connections.rest.HttpCacheSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * HTTP caching, beside the cache settings of every connection.
 *
 * @param http Whether responses are cached and revalidated by their HTTP headers (RFC 9111).
 * @param httpKeep Time for which a stale response is kept for revalidation.
 * @param ignoredHeaders Request headers that are not part of the cache key. A * at the end matches any suffix.
 *     Defaults to headers with ids of traces and requests.
 */
@ConfigurationPropertiesSource
public record RestCacheProperties(
        boolean http,
        @DefaultValue("1d") Duration httpKeep,
        @DefaultValue({
                    "traceparent",
                    "tracestate",
                    "baggage",
                    "b3",
                    "x-b3-*",
                    "x-request-id",
                    "x-correlation-id",
                    "request-id",
                    "correlation-id",
                    "x-amzn-trace-id",
                    "x-cloud-trace-context",
                    "x-datadog-*",
                    "uber-trace-id",
                    "sentry-trace"
                })
                String[] ignoredHeaders) {

    HttpCacheSettings settings() {
        return new HttpCacheSettings(http ? httpKeep : null, new HashSet<>(List.of(ignoredHeaders)));
    }
}
