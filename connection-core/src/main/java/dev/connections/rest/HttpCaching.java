package dev.connections.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.connections.cache.CachePolicy;
import dev.connections.cache.QueryCache;
import dev.connections.cache.QueryKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Keeps the answers to GET requests: for as long as a caller or the configuration says, or, where that is configured, as the server
 * says (RFC 9111). Answers are kept as they came, so that each caller reads objects of its own. Safe for use by several threads.
 */
final class HttpCaching {

    /** Each request has these, so an answer may well depend on them. */
    private static final List<String> ALWAYS_TOLD_APART = List.of(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE);

    /** The HTTP client sees to it. */
    private static final Set<String> NEVER_TOLD_APART = Set.of("accept-encoding", "accept", "accept-language");

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

    private static final int MOST_PATHS = 10_000;

    private final RestExchange exchange;

    private final QueryCache cache;

    /** Which headers the answer to a path depends on, beside those that are always told apart. */
    private final Cache<String, List<String>> vary = Caffeine.newBuilder()
            .maximumSize(MOST_PATHS)
            .executor(Runnable::run)
            .build();

    HttpCaching(RestExchange exchange, QueryCache cache) {
        this.exchange = exchange;
        this.cache = cache;
    }

    /**
     * Makes a request, or answers it by what is kept.
     *
     * @param ttl the greatest age that the caller accepts; {@code null} for what is configured
     */
    ClientHttpResponse exchange(OutgoingRequest request, @Nullable Duration ttl) throws IOException {
        Duration httpTime = exchange.settings().httpCacheTime();
        CachePolicy asked = cache.settings().policy(CachePolicy.nanos(ttl));
        boolean unwanted = (ttl != null) ? ttl.isZero() : asked == null && httpTime == null;
        if (unwanted || !mayBeCached(request)) {
            return answered(request, exchange.exchange(request));
        }
        try {
            StoredResponse answer =
                    (httpTime != null) ? getAsServerSays(request, asked, httpTime) : get(request, asked);
            return answer.open(text -> text);
        } catch (ErrorAnswer ex) {
            return ex.answer.open(ex.redaction);
        }
    }

    private static boolean mayBeCached(OutgoingRequest request) {
        return request.method() == HttpMethod.GET
                && request.body() == null
                && !request.isTransfer()
                && NOT_CACHED.stream().noneMatch(request.headers()::containsHeader)
                && !String.valueOf(request.headers().getCacheControl()).contains("no-");
    }

    /** What may have changed something makes what is kept doubtful. */
    private ClientHttpResponse answered(OutgoingRequest request, ClientHttpResponse response) throws IOException {
        if (!request.isSafe() && !response.getStatusCode().isError()) {
            cache.written();
            if (exchange.settings().httpCacheTime() != null) {
                cache.evict(request.uri().getRawPath());
            }
        }
        return response;
    }

    private StoredResponse get(OutgoingRequest request, @Nullable CachePolicy asked) throws IOException {
        CachePolicy policy = Objects.requireNonNull(asked, "asked");
        return get(request, names(request), null, policy, answer -> true);
    }

    private StoredResponse getAsServerSays(OutgoingRequest request, @Nullable CachePolicy asked, Duration keep)
            throws IOException {
        List<String> names = names(request);
        CachePolicy base = (asked != null)
                ? asked
                : Objects.requireNonNull(cache.settings().policy(CachePolicy.nanos(keep)), "policy");
        StoredResponse kept = (StoredResponse) cache.kept(key(request, names), base);
        long accepted = (kept != null) ? accepted(Freshness.of(kept), asked) : base.ttl();
        return get(
                request,
                names,
                kept,
                base.renewable(Math.max(1, accepted), CachePolicy.nanos(keep)),
                answer -> Freshness.of(answer).isOfUse(asked != null));
    }

    /** The first answer to a path tells which headers matter: it is kept by those. */
    private StoredResponse get(
            OutgoingRequest request,
            List<String> names,
            @Nullable StoredResponse kept,
            CachePolicy policy,
            Predicate<StoredResponse> keeps)
            throws IOException {
        AnswerLoader loader = new AnswerLoader(
                exchange, request, kept, answer -> varying(answer).equals(names) && keeps.test(answer));
        StoredResponse answer = cache.<StoredResponse, IOException>get(key(request, names), policy, loader);
        List<String> varying = varying(answer);
        if (varying.equals(names) || varying.contains("*") || !keeps.test(answer)) {
            return answer;
        }
        vary.put(request.uri().getRawPath(), varying);
        return cache.<StoredResponse, IOException>get(key(request, varying), policy, () -> answer);
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

    private List<String> names(OutgoingRequest request) {
        List<String> known = vary.getIfPresent(request.uri().getRawPath());
        return (known != null) ? known : List.of();
    }

    private static List<String> varying(StoredResponse answer) {
        Set<String> names = new TreeSet<>();
        for (String value : answer.headers().getOrDefault(HttpHeaders.VARY, List.of())) {
            for (String name : value.split(",")) {
                String lower = name.strip().toLowerCase(Locale.ROOT);
                if (!lower.isEmpty() && !NEVER_TOLD_APART.contains(lower)) {
                    names.add(lower);
                }
            }
        }
        return List.copyOf(names);
    }

    private static QueryKey key(OutgoingRequest request, List<String> names) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(request.uri().toString());
        for (String name : ALWAYS_TOLD_APART) {
            arguments.add(request.headers().getOrEmpty(name).toString());
        }
        for (String name : names) {
            arguments.add(name);
            arguments.add(request.headers().getOrEmpty(name).toString());
        }
        return QueryKey.of(String.valueOf(request.uri().getRawPath()), HttpMethod.GET.name(), arguments.toArray());
    }
}
