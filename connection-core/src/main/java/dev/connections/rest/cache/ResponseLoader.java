package dev.connections.rest.cache;

import dev.connections.ConnectionException;
import dev.connections.cache.QueryLoader;
import dev.connections.rest.exchange.BufferedResponse;
import dev.connections.rest.exchange.OutgoingRequest;
import dev.connections.rest.exchange.RestExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Loads a response for the cache, by a conditional request if an older one is cached.
 *
 * @param kept what may still be good, or {@code null}
 * @param keeps whether a response without an error is cached
 */
record ResponseLoader(
        RestExchange exchange,
        OutgoingRequest request,
        @Nullable BufferedResponse kept,
        Predicate<BufferedResponse> keeps)
        implements QueryLoader<BufferedResponse, IOException> {

    @Override
    public BufferedResponse load() throws IOException {
        try (ClientHttpResponse response = exchange.exchange(conditional())) {
            if (kept != null && response.getStatusCode().isSameCodeAs(HttpStatus.NOT_MODIFIED)) {
                return kept.renewedBy(response.getHeaders());
            }
            BufferedResponse buffered = BufferedResponse.of(
                            response, exchange.settings().limits().maxSize())
                    .withoutCookies();
            if (response.getStatusCode().isError()) {
                throw new ErrorResponseException(buffered, exchange.redaction(response));
            }
            return buffered;
        }
    }

    private OutgoingRequest conditional() {
        OutgoingRequest whole = request.readWhole();
        if (kept == null || !Freshness.of(kept).renewable()) {
            return whole;
        }
        HttpHeaders headers = HttpHeaders.copyOf(request.headers());
        String etag = kept.header(HttpHeaders.ETAG);
        String modified = kept.header(HttpHeaders.LAST_MODIFIED);
        if (etag != null) {
            headers.set(HttpHeaders.IF_NONE_MATCH, etag);
        }
        if (modified != null) {
            headers.set(HttpHeaders.IF_MODIFIED_SINCE, modified);
        }
        return whole.with(headers);
    }

    @Override
    public boolean isCacheable(BufferedResponse buffered) {
        return buffered.status() == HttpStatus.OK.value() && keeps.test(buffered);
    }

    @Override
    public IOException interrupted() throws IOException {
        throw new InterruptedIOException("the thread was interrupted while another caller asked the same");
    }

    @Override
    public boolean isSourceFailure(Throwable failure) {
        return (failure instanceof ErrorResponseException error)
                ? error.isOfServer()
                : failure instanceof IOException || failure instanceof ConnectionException;
    }
}
