package dev.connections.rest.request;

import dev.connections.rest.exchange.OutgoingRequest;
import dev.connections.rest.message.BufferedBody;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.FastByteArrayOutputStream;
import org.springframework.web.client.RestClient;

/** A request of a supervised connection, which may be made several times. Used by one thread. */
public final class SupervisedRequest extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {

    /** Set by Spring's client. */
    static final String TEMPLATE = RestClient.class.getName() + ".uriTemplate";

    private final SupervisedRequestFactory factory;

    private final HttpMethod method;

    private final URI uri;

    private @Nullable Body body;

    private @Nullable FastByteArrayOutputStream buffer;

    SupervisedRequest(SupervisedRequestFactory factory, HttpMethod method, URI uri) {
        this.factory = factory;
        this.method = method;
        this.uri = uri;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public void setBody(Body newBody) {
        assertNotExecuted();
        body = newBody;
    }

    @Override
    protected OutputStream getBodyInternal(HttpHeaders headers) {
        if (buffer == null) {
            buffer = new FastByteArrayOutputStream();
        }
        return buffer;
    }

    @Override
    protected ClientHttpResponse executeInternal(HttpHeaders headers) {
        HttpHeaders copy = HttpHeaders.copyOf(headers);
        Body sent = written(copy);
        String template = (getAttributes().get(TEMPLATE) instanceof String text) ? text : null;
        return factory.execute(new OutgoingRequest(method, uri, copy, sent, reading(sent), template), getAttributes());
    }

    private @Nullable Body written(HttpHeaders headers) {
        if (body == null) {
            return (buffer != null) ? new BufferedBody.Kept(buffer.toByteArray()) : null;
        }
        // what has a length is in memory or in a file; what is not repeatable can only be read once
        if (!body.repeatable() || headers.getContentLength() >= 0) {
            return body;
        }
        try {
            return BufferedBody.of(body);
        } catch (IOException | RuntimeException ex) {
            throw factory.unwritable(method, uri, headers, ex);
        }
    }

    private OutgoingRequest.Reading reading(@Nullable Body sent) {
        if (RequestAttribute.TRANSFER.isSet(getAttributes()) || (sent != null && !sent.repeatable())) {
            return OutgoingRequest.Reading.TRANSFER;
        }
        return RequestAttribute.WHOLE.isSet(getAttributes())
                ? OutgoingRequest.Reading.WHOLE
                : OutgoingRequest.Reading.STREAMED;
    }
}
