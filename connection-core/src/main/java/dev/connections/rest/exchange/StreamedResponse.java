package dev.connections.rest.exchange;

import dev.connections.rest.RestException;
import dev.connections.rest.message.Redaction;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/** A response that is read as it comes, and whose failures are reported as those of its request. Used by one thread. */
public final class StreamedResponse implements RedactedResponse {

    private final LeasedResponse response;

    private final BiFunction<String, IOException, RestException> failures;

    private @Nullable InputStream body;

    /** @param failures makes an exception of what happened and of its cause */
    public StreamedResponse(LeasedResponse response, BiFunction<String, IOException, RestException> failures) {
        this.response = response;
        this.failures = failures;
    }

    @Override
    public Redaction redaction() {
        return response.redaction();
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
    public InputStream getBody() {
        if (body == null) {
            try {
                body = new ReportedBody(response.getBody());
            } catch (IOException ex) {
                throw failed(ex);
            }
        }
        return body;
    }

    private RestException failed(IOException ex) {
        String what = (ex instanceof HttpTimeoutException) ? "timed out: " : "was answered, but not to the end: ";
        return failures.apply(what + ex.getMessage(), ex);
    }

    @Override
    public void close() {
        response.close();
    }

    private final class ReportedBody extends FilterInputStream {

        private ReportedBody(InputStream in) {
            super(in);
        }

        @Override
        public int read() {
            try {
                return super.read();
            } catch (IOException ex) {
                throw failed(ex);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException ex) {
                throw failed(ex);
            }
        }
    }
}
