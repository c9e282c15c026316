package dev.connections.rest.exchange;

import dev.connections.rest.url.LinkResolver;
import dev.connections.rest.url.Origin;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * Where a redirect leads (RFC 9110, section 15.4), and what goes there: no credentials, and no body, to another host.
 */
public final class Redirects {

    /** What another host may know of a request. */
    private static final Set<String> HARMLESS =
            Set.of("accept", "accept-charset", "accept-language", "range", "user-agent");

    private Redirects() {}

    /**
     * Returns the request that follows a response.
     *
     * @return {@code null} if the response is no redirect
     * @throws IllegalArgumentException if it leads to where the request must not go; the message continues a sentence
     */
    static @Nullable OutgoingRequest next(OutgoingRequest request, HttpStatusCode status, HttpHeaders received) {
        @Nullable HttpStatus known = HttpStatus.resolve(status.value());
        @Nullable String location = received.getFirst(HttpHeaders.LOCATION);
        boolean keepsMethod = known == HttpStatus.TEMPORARY_REDIRECT || known == HttpStatus.PERMANENT_REDIRECT;
        boolean changesMethod =
                known == HttpStatus.MOVED_PERMANENTLY || known == HttpStatus.FOUND || known == HttpStatus.SEE_OTHER;
        if (location == null || !(keepsMethod || changesMethod)) {
            return null;
        }
        Origin from = Origin.of(request.uri());
        URI target = target(request.uri(), location);
        Origin to = Origin.of(target);
        if (from.isSecure() && !to.isSecure()) {
            throw new IllegalArgumentException("is redirected from https to http, which is not followed");
        }
        boolean toGet = !keepsMethod
                && !request.isSafe()
                && (known == HttpStatus.SEE_OTHER || request.method() == HttpMethod.POST);
        HttpMethod method = toGet ? HttpMethod.GET : request.method();
        boolean withBody = request.body() != null && !toGet;
        if (withBody && (!request.isRepeatable() || !from.equals(to))) {
            throw new IllegalArgumentException(
                    from.equals(to)
                            ? "is redirected, and its body cannot be sent again"
                            : "is redirected to another host, to which its body is not sent");
        }
        return new OutgoingRequest(
                method,
                target,
                headers(request, from.equals(to), withBody),
                withBody ? request.body() : null,
                request.reading(),
                from.equals(to) ? request.template() : null);
    }

    private static URI target(URI from, String location) {
        try {
            URI target = LinkResolver.resolve(from, LinkResolver.ofHeader(location));
            Origin.of(target);
            return target;
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException("is redirected to what is no http(s) address");
        }
    }

    private static HttpHeaders headers(OutgoingRequest request, boolean sameOrigin, boolean withBody) {
        HttpHeaders headers = new HttpHeaders();
        request.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean ofBody = lower.startsWith("content-") || lower.equals("transfer-encoding");
            if (ofBody ? withBody : sameOrigin || HARMLESS.contains(lower)) {
                headers.addAll(name, values);
            }
        });
        return headers;
    }
}
