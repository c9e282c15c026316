package dev.connections.rest.exchange;

import dev.connections.Lease;
import dev.connections.rest.RestException;
import dev.connections.rest.client.AuthorizedClient;
import dev.connections.rest.message.ReceivedHeaders;
import dev.connections.rest.message.Redaction;
import dev.connections.rest.message.ResponseBody;
import dev.connections.rest.message.UnreadableResponseException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** A response that holds its HTTP client open until it is closed. Used by one thread. */
public final class LeasedResponse implements RedactedResponse {

    private static final int SERVER_ERROR = 500;

    /** What is read to the end, so that the TCP connection can be used again. */
    private static final int MAX_DRAINED = 64 * 1024;

    private static final int BUFFER = 8192;

    private final ClientHttpResponse response;

    private final Lease<AuthorizedClient> lease;

    private final HttpHeaders sent;

    private final Redaction redaction;

    private final AttemptTimeout time;

    private final RequestObservations.Attempt observed;

    private final List<String> codings;

    private final boolean decodes;

    private final boolean understood;

    private final HttpHeaders headers;

    private boolean broken;

    private @Nullable BiFunction<String, IOException, RestException> reporter;

    private @Nullable InputStream body;

    /**
     * @param sent the headers of the request, credentials included
     * @param redaction takes the secrets of the request out of a text
     * @param time the time limit of the attempt
     * @param observed the observation, which ends with the response
     * @param compression whether the body is decompressed
     */
    LeasedResponse(
            ClientHttpResponse response,
            Lease<AuthorizedClient> lease,
            HttpHeaders sent,
            Redaction redaction,
            AttemptTimeout time,
            RequestObservations.Attempt observed,
            boolean compression)
            throws IOException {
        this.response = response;
        this.lease = lease;
        this.sent = sent;
        this.redaction = redaction;
        this.time = time;
        this.observed = observed;
        this.broken = response.getStatusCode().value() >= SERVER_ERROR;
        HttpHeaders received = response.getHeaders();
        this.codings = ResponseBody.codings(received.getFirst(HttpHeaders.CONTENT_ENCODING));
        this.decodes = compression && ResponseBody.isDecodable(codings);
        this.understood = decodes
                || codings.isEmpty()
                || !compression
                || !RestExchange.OFFERED_ENCODING.equals(sent.getFirst(HttpHeaders.ACCEPT_ENCODING));
        this.headers = ReceivedHeaders.readable(decodes ? withoutEncoding(received) : received);
    }

    private static HttpHeaders withoutEncoding(HttpHeaders received) {
        HttpHeaders decoded = new HttpHeaders();
        received.forEach(decoded::addAll);
        decoded.remove(HttpHeaders.CONTENT_ENCODING);
        decoded.remove(HttpHeaders.CONTENT_LENGTH);
        return decoded;
    }

    /**
     * Reports failures to read the body as those of the request from now on.
     *
     * @param newReporter creates an exception from a description and a cause
     */
    public LeasedResponse reporting(BiFunction<String, IOException, RestException> newReporter) {
        reporter = newReporter;
        return this;
    }

    private IOException reported(IOException ex) {
        if (reporter != null) {
            String what = (ex instanceof HttpTimeoutException) ? "timed out: " : "was answered, but not to the end: ";
            throw reporter.apply(what + ex.getMessage(), ex);
        }
        return ex;
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    /** Whether its request is worth another try with other credentials. */
    boolean renew() {
        return lease.resource().renew(sent);
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
        return headers;
    }

    @Override
    public InputStream getBody() throws IOException {
        if (body == null) {
            try {
                body = openBody();
            } catch (IOException ex) {
                throw reported(ex);
            }
        }
        return body;
    }

    private InputStream openBody() throws IOException {
        InputStream raw = new WatchedBody(response.getBody(), this::brokenOff);
        if (!understood) {
            throw new UnreadableResponseException("its Content-Encoding is "
                    + String.join(", ", codings)
                    + ", which the request did not offer. A request with its own Accept-Encoding gets it as it is");
        }
        return decodes ? decoded(raw) : raw;
    }

    private InputStream decoded(InputStream raw) throws IOException {
        try {
            return new WatchedBody(ResponseBody.decoded(raw, codings), this::undecodable);
        } catch (IOException ex) {
            throw undecodable(ex);
        }
    }

    /** Records what is not compressed as the response says. The connection is intact. */
    private IOException undecodable(IOException ex) {
        if (!broken) {
            observed.failed(ex);
        }
        return reported(ex);
    }

    @Override
    public void close() {
        try {
            abandonLongBody();
            response.close();
        } finally {
            observed.stop();
            if (broken) {
                lease.closeAfterFailure();
            } else {
                lease.close();
            }
        }
    }

    /** Spring reads a response to its end when it is closed, which may be far, or long in coming. */
    private void abandonLongBody() {
        try {
            InputStream raw = response.getBody();
            byte[] buffer = new byte[BUFFER];
            int left = MAX_DRAINED;
            while (left > 0 && !time.isOver()) {
                int read = raw.read(buffer, 0, Math.min(left, BUFFER));
                if (read < 0) {
                    return;
                }
                left -= read;
            }
            raw.close();
        } catch (IOException | RuntimeException ex) {
            // the rest of the body is not needed
        }
    }

    /** Notes that the response broke off, and says so if its time was over. */
    private IOException brokenOff(IOException ex) {
        broken = true;
        IOException failure = time.isOver() ? new HttpTimeoutException(time.message()) : ex;
        observed.failed(failure);
        return reported(failure);
    }

    /** A body whose failures become others, and which fails when its time is over, whatever the HTTP client does. */
    private final class WatchedBody extends FilterInputStream {

        private final UnaryOperator<IOException> failures;

        private WatchedBody(InputStream in, UnaryOperator<IOException> failures) {
            super(in);
            this.failures = failures;
        }

        @Override
        public int read() throws IOException {
            try {
                return inTime(super.read());
            } catch (IOException ex) {
                throw failures.apply(ex);
            } catch (RuntimeException ex) {
                throw failures.apply(wrapped(ex));
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return inTime(super.read(bytes, offset, length));
            } catch (IOException ex) {
                throw failures.apply(ex);
            } catch (RuntimeException ex) {
                throw failures.apply(wrapped(ex));
            }
        }

        /** Reactor and Jetty throw unchecked exceptions. */
        private static IOException wrapped(RuntimeException ex) {
            return (ex.getCause() instanceof IOException failure) ? failure : new IOException(ex.getMessage(), ex);
        }

        private int inTime(int read) throws IOException {
            if (read >= 0 && time.isOver()) {
                throw new HttpTimeoutException(time.message());
            }
            return read;
        }
    }
}
