package dev.connections.rest.request;

import dev.connections.rest.RequestNotSentException;
import dev.connections.rest.RestException;
import dev.connections.rest.RestSettings;
import dev.connections.rest.cache.HttpCache;
import dev.connections.rest.exchange.LeasedResponse;
import dev.connections.rest.exchange.OutgoingRequest;
import dev.connections.rest.exchange.RestExchange;
import dev.connections.rest.message.UnreadableResponseException;
import dev.connections.rest.url.Origin;
import dev.connections.rest.url.QueryParameters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * What everything that makes requests of a connection stands on: it stays the same whatever happens to the HTTP client
 * underneath. Safe for use by several threads.
 */
public final class SupervisedRequestFactory implements ClientHttpRequestFactory {

    private final RestExchange exchange;

    private final HttpCache caching;

    SupervisedRequestFactory(RestExchange exchange, HttpCache caching) {
        this.exchange = exchange;
        this.caching = caching;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
        checkOrigin(uri, method, exchange.settings());
        return new SupervisedRequest(this, method, uri);
    }

    private void checkOrigin(URI uri, HttpMethod method, RestSettings settings) {
        Origin own = Origin.of(settings.baseUrl());
        boolean same;
        try {
            same = Origin.of(uri).equals(own);
        } catch (IllegalArgumentException ex) {
            same = false;
        }
        if (!same) {
            throw exchange.errors()
                    .failed(
                            method,
                            uri,
                            null,
                            "leads to another server than the connection's, " + own.scheme() + "://" + own.host() + ":"
                                    + own.port() + ": make a connection for that one",
                            null);
        }
    }

    ClientHttpResponse execute(OutgoingRequest request, Map<String, Object> attributes) {
        RequestProgress progress = RequestProgress.of(attributes);
        progress.sent = true;
        RestSettings settings = exchange.settings();
        settings.headers().forEach((name, value) -> {
            // the request's own header replaces it
            if (!request.headers().containsHeader(name)) {
                request.headers().set(name, value);
            }
        });
        OutgoingRequest complete = request.with(QueryParameters.withDefaults(request.uri(), settings.parameters()));
        try {
            ClientHttpResponse response = caching.exchange(complete, RequestAttribute.TTL.time(attributes));
            HttpStatusCode status = response.getStatusCode();
            progress.status = status;
            progress.contentType = response.getHeaders().getContentType();
            return (response instanceof LeasedResponse streamed)
                    ? streamed.reporting(
                            (what, ex) -> exchange.errors().failed(request.method(), request.uri(), status, what, ex))
                    : response;
        } catch (IOException ex) {
            throw exchange.errors().failed(request.method(), request.uri(), null, reason(ex), ex);
        }
    }

    /** A request whose body cannot be written is not sent. */
    RestException unwritable(HttpMethod method, URI uri, HttpHeaders headers, Exception failure) {
        return exchange.errors().unwritable(method, uri, headers.getFirst(HttpHeaders.CONTENT_TYPE), failure);
    }

    private static String reason(IOException ex) {
        String message = ex.getMessage();
        String reason =
                (message != null) ? ": " + message : " (" + ex.getClass().getSimpleName() + ")";
        if (ex instanceof HttpTimeoutException) {
            return "timed out" + reason;
        }
        if (ex instanceof UnreadableResponseException) {
            return "was answered, but the response cannot be read" + reason;
        }
        return ((ex instanceof RequestNotSentException) ? "was not sent" : "was not answered") + reason;
    }
}
