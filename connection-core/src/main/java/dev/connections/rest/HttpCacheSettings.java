package dev.connections.rest;

import dev.connections.Internal;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How responses are cached. Immutable.
 *
 * @param keep how long responses are kept and revalidated as the server says (RFC 9111); {@code null} to ignore
 *     what it says
 * @param ignoredHeaders request headers that are no part of the cache key, in lower case; a {@code *} at the end
 *     stands for any rest
 */
@Internal
public record HttpCacheSettings(@Nullable Duration keep, Set<String> ignoredHeaders) {

    /** Ids of traces and requests: they differ with each request, and responses do not depend on them. */
    public static final Set<String> DEFAULT_IGNORED_HEADERS = Set.of(
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
            "sentry-trace");

    public HttpCacheSettings {
        Set<String> lower = new TreeSet<>();
        ignoredHeaders.forEach(name -> lower.add(name.strip().toLowerCase(Locale.ROOT)));
        ignoredHeaders = Set.copyOf(lower);
    }

    /** Ignores what the server says, and the ids of traces and requests. */
    public static HttpCacheSettings defaults() {
        return new HttpCacheSettings(null, DEFAULT_IGNORED_HEADERS);
    }

    /** Whether a request header is no part of the cache key. */
    public boolean ignores(String header) {
        String lower = header.toLowerCase(Locale.ROOT);
        return ignoredHeaders.contains(lower)
                || ignoredHeaders.stream()
                        .anyMatch(name -> name.endsWith("*") && lower.startsWith(name.substring(0, name.length() - 1)));
    }
}
