package dev.connections.autoconfigure.rest;

import dev.connections.rest.HttpCacheSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/** HTTP caching, beside the cache settings of every connection. */
@ConfigurationPropertiesSource
public class RestCacheProperties {

    /** Whether responses are cached and revalidated by their HTTP headers (RFC 9111). */
    private boolean http;

    /** Time for which a stale response is kept for revalidation. */
    private Duration httpKeep = Duration.ofDays(1);

    /**
     * Request headers that are not part of the cache key. A * at the end matches any suffix. Defaults to headers with
     * ids of traces and requests.
     */
    private String[] ignoredHeaders = {
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
    };

    public boolean isHttp() {
        return http;
    }

    public void setHttp(boolean http) {
        this.http = http;
    }

    public String[] getIgnoredHeaders() {
        return ignoredHeaders;
    }

    public void setIgnoredHeaders(String[] ignoredHeaders) {
        this.ignoredHeaders = ignoredHeaders;
    }

    HttpCacheSettings settings() {
        return new HttpCacheSettings(http ? httpKeep : null, new HashSet<>(List.of(ignoredHeaders)));
    }

    public Duration getHttpKeep() {
        return httpKeep;
    }

    public void setHttpKeep(Duration httpKeep) {
        this.httpKeep = httpKeep;
    }
}
