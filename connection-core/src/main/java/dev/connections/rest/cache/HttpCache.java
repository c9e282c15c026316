package dev.connections.rest.cache;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.QueryCache;
import dev.connections.cache.keys.KeyEncoding;
import dev.connections.cache.keys.QueryKey;
import dev.connections.rest.HttpCacheSettings;
import dev.connections.rest.exchange.BufferedResponse;
import dev.connections.rest.exchange.OutgoingRequest;
import dev.connections.rest.exchange.RestExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Caches responses to GET requests: for the TTL of the caller or the configuration, or, if configured, by their headers
 * (RFC 9111). Bodies are cached, so that each caller reads objects of its own. Thread-safe.
 */
public final class HttpCache {

    /** Requests with these are for one caller alone, or about what the caller has kept. */
    private static final List<String> NOT_CACHED = List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.COOKIE,
            HttpHeaders.RANGE,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MODIFIED_SINCE,
            HttpHeaders.IF_UNMODIFIED_SINCE,
            HttpHeaders.IF_RANGE);

    private final RestExchange exchange;

    private final QueryCache cache;

    public HttpCache(RestExchange exchange, QueryCache cache) {
        this.exchange = exchange;
        this.cache = cache;
    }

    /**
     * Sends a request, or returns a cached response.
     *
     * @param ttl the greatest age that the caller accepts; {@code null} for what is configured
     */
    public ClientHttpResponse exchange(OutgoingRequest request, @Nullable Duration ttl) throws IOException {
        Duration httpTime = exchange.settings().cache().keep();
        CachePolicy asked = cache.settings().policy(CachePolicy.nanos(ttl));
        boolean unwanted = (ttl != null) ? ttl.isZero() : asked == null && httpTime == null;
        if (unwanted || !mayBeCached(request)) {
            return evicting(request, exchange.exchange(request));
        }
        try {
            BufferedResponse buffered =
                    (httpTime != null) ? getAsServerSays(request, asked, httpTime) : get(request, asked);
            return buffered.open(exchange::redact);
        } catch (ErrorResponseException ex) {
            return ex.buffered.open(ex.redaction);
        }
    }

    private static boolean mayBeCached(OutgoingRequest request) {
        return request.method() == HttpMethod.GET
                && request.body() == null
                && !request.isTransfer()
                && NOT_CACHED.stream().noneMatch(request.headers()::containsHeader)
                && !String.valueOf(request.headers().getCacheControl()).contains("no-");
    }

    /** A successful write evicts cached responses. */
    private ClientHttpResponse evicting(OutgoingRequest request, ClientHttpResponse response) throws IOException {
        if (!request.isSafe() && !response.getStatusCode().isError()) {
            cache.written();
            if (exchange.settings().cache().keep() != null) {
                cache.evict(request.uri().getRawPath());
            }
        }
        return response;
    }

    private BufferedResponse get(OutgoingRequest request, @Nullable CachePolicy asked) throws IOException {
        CachePolicy policy = Objects.requireNonNull(asked, "asked");
        return get(request, key(request), null, policy, buffered -> true);
    }

    private BufferedResponse getAsServerSays(OutgoingRequest request, @Nullable CachePolicy asked, Duration keep)
            throws IOException {
        CachePolicy base = (asked != null)
                ? asked
                : Objects.requireNonNull(cache.settings().policy(CachePolicy.nanos(keep)), "policy");
        QueryKey key = key(request);
        BufferedResponse kept = cache.getIfPresent(key, base);
        long accepted = (kept != null) ? accepted(Freshness.of(kept), asked) : base.ttl();
        return get(
                request,
                key,
                kept,
                base.renewable(Math.max(1, accepted), CachePolicy.nanos(keep)),
                buffered -> Freshness.of(buffered).isOfUse(asked != null));
    }

    private BufferedResponse get(
            OutgoingRequest request,
            QueryKey key,
            @Nullable BufferedResponse kept,
            CachePolicy policy,
            Predicate<BufferedResponse> keeps)
            throws IOException {
        ResponseLoader loader =
                new ResponseLoader(exchange, request, kept, buffered -> dependsOnKey(buffered) && keeps.test(buffered));
        return cache.<BufferedResponse, IOException>get(key, policy, loader);
    }

    /** Whether the headers that the response depends on are part of the key. */
    private boolean dependsOnKey(BufferedResponse buffered) {
        HttpCacheSettings settings = exchange.settings().cache();
        for (String value : buffered.headers().getOrDefault(HttpHeaders.VARY, List.of())) {
            for (String name : value.split(",")) {
                if (name.strip().equals("*") || settings.ignores(name.strip())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What the server says, but no more than the caller accepts. */
    private static long accepted(Freshness freshness, @Nullable CachePolicy asked) {
        Duration lifetime = freshness.lifetime();
        long most = (asked != null) ? asked.ttl() : 0;
        if (lifetime == null) {
            return most;
        }
        return (asked != null) ? Math.min(lifetime.toNanos(), most) : lifetime.toNanos();
    }

    /**
     * The path tells what is evicted. All else is a hash: headers and parameters may be secrets. Every header is part
     * of it, as a response may depend on any, such as on that of a tenant.
     */
    private QueryKey key(OutgoingRequest request) {
        StringBuilder text = new StringBuilder();
        add(text, request.uri().toString());
        Map<String, List<String>> headers = new TreeMap<>();
        request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        HttpCacheSettings settings = exchange.settings().cache();
        headers.forEach((name, values) -> {
            if (!settings.ignores(name)) {
                add(text, name + ":" + values.size());
                values.forEach(value -> add(text, String.valueOf(value)));
            }
        });
        String digest = KeyEncoding.digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return QueryKey.of(String.valueOf(request.uri().getRawPath()), HttpMethod.GET.name(), new Object[] {digest});
    }

    /** With the length before it, so that no two lists of texts are the same text. */
    private static void add(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }
}
