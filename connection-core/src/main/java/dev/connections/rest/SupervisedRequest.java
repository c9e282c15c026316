package dev.connections.rest;

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

/** A request of a supervised connection, which may be made several times. Used by one thread. */
final class SupervisedRequest extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {

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
    protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
        Body sent = body;
        FastByteArrayOutputStream written = buffer;
        if (sent == null && written != null) {
            sent = new BufferedBody(written.toByteArray());
        }
        HttpHeaders copy = new HttpHeaders();
        headers.forEach(copy::addAll);
        return factory.execute(new OutgoingRequest(method, uri, copy, sent, reading(sent)), getAttributes());
    }

    private OutgoingRequest.Reading reading(@Nullable Body sent) {
        if (RequestOption.TRANSFER.isSet(getAttributes()) || (sent != null && !sent.repeatable())) {
            return OutgoingRequest.Reading.TRANSFER;
        }
        return RequestOption.WHOLE.isSet(getAttributes())
                ? OutgoingRequest.Reading.WHOLE
                : OutgoingRequest.Reading.STREAMED;
    }

    private record BufferedBody(byte[] bytes) implements Body {

        @Override
        public void writeTo(OutputStream target) throws IOException {
            target.write(bytes);
        }

        @Override
        public boolean repeatable() {
            return true;
        }
    }
}
