package dev.connections.rest.exchange;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;

/**
 * A request as it is made, once or several times.
 *
 * @param method its method
 * @param uri where it goes, without credentials
 * @param headers its headers, without credentials
 * @param body what is sent, or {@code null}
 * @param reading how its response is read
 * @param template what observations name the address by, or {@code null}
 */
public record OutgoingRequest(
        HttpMethod method,
        URI uri,
        HttpHeaders headers,
        StreamingHttpOutputMessage.@Nullable Body body,
        Reading reading,
        @Nullable String template) {

    /** How the response is read. */
    public enum Reading {

        /** By the caller, as it comes. */
        STREAMED,

        /** Into memory, so that a truncated response counts as none. */
        WHOLE,

        /** By the caller, as it comes, and it may take long; or the body of the request does. */
        TRANSFER
    }

    /** As of the IETF draft "The Idempotency-Key HTTP Header Field". */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** RFC 9110, section 9.2.2. */
    private static final Set<HttpMethod> IDEMPOTENT = Set.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE, HttpMethod.PUT, HttpMethod.DELETE);

    /** Whether it has, or gets, a large body. */
    public boolean isTransfer() {
        return reading == Reading.TRANSFER;
    }

    /** Whether it can be sent again. */
    boolean isRepeatable() {
        return body == null || body.repeatable();
    }

    /** Whether to make it twice does no more than to make it once. */
    boolean isIdempotent() {
        return IDEMPOTENT.contains(method) || headers.containsHeader(IDEMPOTENCY_KEY);
    }

    /** Whether it changes nothing. */
    public boolean isSafe() {
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }

    public OutgoingRequest readWhole() {
        return new OutgoingRequest(method, uri, headers, body, Reading.WHOLE, template);
    }

    public OutgoingRequest with(URI newUri) {
        return new OutgoingRequest(method, newUri, headers, body, reading, template);
    }

    public OutgoingRequest with(HttpHeaders newHeaders) {
        return new OutgoingRequest(method, uri, newHeaders, body, reading, template);
    }
}
