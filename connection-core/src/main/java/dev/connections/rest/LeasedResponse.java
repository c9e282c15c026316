package dev.connections.rest;

import dev.connections.Lease;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/** An answer that holds its HTTP client open until it is closed. Used by one thread. */
final class LeasedResponse implements RedactedResponse {

    private static final int SERVER_ERROR = 500;

    private final ClientHttpResponse response;

    private final Lease<? extends ClientHttpRequestFactory> lease;

    private final HttpHeaders sent;

    private boolean broken;

    private @Nullable InputStream body;

    /** @param sent the headers of the request, credentials included */
    LeasedResponse(ClientHttpResponse response, Lease<? extends ClientHttpRequestFactory> lease, HttpHeaders sent)
            throws IOException {
        this.response = response;
        this.lease = lease;
        this.sent = sent;
        this.broken = response.getStatusCode().value() >= SERVER_ERROR;
    }

    @Override
    public RestErrors.Redaction redaction() {
        ClientHttpRequestFactory client = lease.resource();
        return (client instanceof AuthorizedClient authorized) ? authorized::redact : text -> text;
    }

    /** Whether its request is worth another try with other credentials. */
    boolean renew() {
        return lease.resource() instanceof AuthorizedClient authorized && authorized.renew(sent);
    }

    @Override
    public HttpStatusCode getStatusCode() throws IOException {
        return response.getStatusCode();
    }

    @Override
    public String getStatusText() throws IOException {
        return response.getStatusText();
    }

    @Override
    public HttpHeaders getHeaders() {
        return response.getHeaders();
    }

    @Override
    public InputStream getBody() throws IOException {
        if (body == null) {
            body = new WatchedBody(response.getBody());
        }
        return body;
    }

    @Override
    public void close() {
        try {
            response.close();
        } finally {
            if (broken) {
                lease.closeAfterFailure();
            } else {
                lease.close();
            }
        }
    }

    /** Notes that the answer broke off. */
    private final class WatchedBody extends FilterInputStream {

        private WatchedBody(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException ex) {
                broken = true;
                throw ex;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException ex) {
                broken = true;
                throw ex;
            }
        }
    }
}
