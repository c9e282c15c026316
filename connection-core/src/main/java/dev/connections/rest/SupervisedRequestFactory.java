package dev.connections.rest;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What everything that makes requests of a connection stands on: it stays the same whatever happens to the HTTP client underneath.
 * Safe for use by several threads.
 */
final class SupervisedRequestFactory implements ClientHttpRequestFactory {

    private final RestExchange exchange;

    private final HttpCaching caching;

    SupervisedRequestFactory(RestExchange exchange, HttpCaching caching) {
        this.exchange = exchange;
        this.caching = caching;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
        RestSettings settings = exchange.settings();
        checkOrigin(uri, method, settings);
        SupervisedRequest request = new SupervisedRequest(this, method, withParameters(uri, settings));
        settings.headers().forEach(request.getHeaders()::set);
        return request;
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

    private static URI withParameters(URI uri, RestSettings settings) {
        if (settings.parameters().isEmpty()) {
            return uri;
        }
        Set<String> given = names(uri);
        UriComponentsBuilder builder = UriComponentsBuilder.fromUri(uri);
        for (Map.Entry<String, String> parameter : settings.parameters().entrySet()) {
            if (!given.contains(parameter.getKey())) {
                builder.queryParam(encode(parameter.getKey()), encode(parameter.getValue()));
            }
        }
        return builder.build(true).toUri();
    }

    private static Set<String> names(URI uri) {
        return new HashSet<>(
                UriComponentsBuilder.fromUri(uri).build(true).getQueryParams().keySet());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    ClientHttpResponse execute(OutgoingRequest request, Map<String, Object> attributes) {
        try {
            return caching.exchange(request, RequestOption.TTL.time(attributes));
        } catch (IOException ex) {
            throw exchange.errors().failed(request.method(), request.uri(), null, "was not answered" + reason(ex), ex);
        }
    }

    private static String reason(IOException ex) {
        String message = ex.getMessage();
        return (message != null) ? ": " + message : " (" + ex.getClass().getSimpleName() + ")";
    }
}
