package dev.connections.rest;

import dev.connections.ConnectionException;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import dev.connections.supervision.RateLimit;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.WaitingClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Makes a request: waits for its turn, takes the HTTP client, follows redirects, and makes it again where that can do no harm.
 * Safe for use by several threads.
 */
final class RestExchange {

    private static final int UNAUTHORIZED = 401;

    private final ManagedConnection<ClientHttpRequestFactory> connection;

    private final RestErrors errors;

    private final WaitingClock clock;

    private volatile RestSettings settings;

    RestExchange(ManagedConnection<ClientHttpRequestFactory> connection, RestSettings settings, WaitingClock clock) {
        this.connection = connection;
        this.errors = new RestErrors(connection.name());
        this.settings = settings;
        this.clock = clock;
    }

    RestSettings settings() {
        return settings;
    }

    void useSettings(RestSettings newSettings) {
        settings = newSettings;
    }

    RestErrors errors() {
        return errors;
    }

    /**
     * Makes a request.
     *
     * @return the last answer, whatever its status
     * @throws IOException if there was no answer
     * @throws RestException if it is redirected to where it must not go
     */
    ClientHttpResponse exchange(OutgoingRequest request) throws IOException {
        RestSettings now = settings;
        RetryPolicy retry = now.retry();
        long began = clock.nanoTime();
        for (int attempt = 1; ; attempt++) {
            Duration pause =
                    retry.pauseAfter(attempt, ThreadLocalRandom.current().nextDouble());
            try {
                ClientHttpResponse response = read(request, follow(request, now));
                if (!retry.statuses().contains(response.getStatusCode().value()) || !request.isIdempotent()) {
                    return response;
                }
                Duration asked = retryAfter(response.getHeaders());
                Duration wait = (asked.compareTo(pause) > 0) ? asked : pause;
                if (!mayRepeat(request, attempt, retry, began, wait)) {
                    return response;
                }
                response.close();
                pause = wait;
            } catch (IOException ex) {
                boolean harmless = request.isIdempotent() || neverReachedServer(ex);
                if (!harmless || !mayRepeat(request, attempt, retry, began, pause)) {
                    throw ex;
                }
            }
            countRepeat();
            sleep(pause);
        }
    }

    private static ClientHttpResponse read(OutgoingRequest request, LeasedResponse response) throws IOException {
        if (request.reading() != OutgoingRequest.Reading.WHOLE) {
            return response;
        }
        try (response) {
            return StoredResponse.of(response).open(response.redaction());
        }
    }

    /** What takes secrets out of what the server has told the caller. */
    RestErrors.Redaction redaction(ClientHttpResponse response) {
        if (response instanceof RedactedResponse redacted) {
            return redacted.redaction();
        }
        // wrapped by an interceptor: then it is the caller's present client that knows
        return text -> {
            try {
                return connection.call(client -> redact(client, text));
            } catch (ConnectionException ex) {
                return "";
            }
        };
    }

    private static String redact(ClientHttpRequestFactory client, String text) {
        return (client instanceof AuthorizedClient authorized) ? authorized.redact(text) : text;
    }

    private boolean mayRepeat(OutgoingRequest request, int attempt, RetryPolicy retry, long began, Duration pause) {
        return attempt < retry.attempts()
                && request.isRepeatable()
                && !Thread.currentThread().isInterrupted()
                && clock.nanoTime() - began + pause.toNanos() <= retry.budget().toNanos();
    }

    private static boolean neverReachedServer(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    /** In seconds, or as a time (RFC 9110, section 10.2.3); zero if it is not said. */
    private Duration retryAfter(HttpHeaders headers) {
        String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
        if (value == null) {
            return Duration.ZERO;
        }
        try {
            if (value.strip().chars().allMatch(Character::isDigit)) {
                return Duration.ofSeconds(Long.parseLong(value.strip()));
            }
            Duration left = Duration.between(
                    clock.now(),
                    ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException | ArithmeticException | NumberFormatException ex) {
            return Duration.ZERO;
        }
    }

    private void countRepeat() {
        if (connection instanceof SupervisedConnection<?> supervised) {
            supervised.statistics().repeatsCall();
        }
    }

    private LeasedResponse follow(OutgoingRequest first, RestSettings now) throws IOException {
        OutgoingRequest request = first;
        for (int redirects = 0; ; redirects++) {
            LeasedResponse response = authorized(request, now);
            @Nullable OutgoingRequest next = null;
            @Nullable String problem = null;
            try {
                next = Redirects.next(request, response.getStatusCode(), response.getHeaders());
            } catch (IllegalArgumentException ex) {
                problem = ex.getMessage();
            }
            if (next == null && problem == null) {
                return response;
            }
            if (problem == null && redirects >= now.maxRedirects()) {
                problem = "is redirected more than " + now.maxRedirects() + " times";
            }
            HttpStatusCode status = response.getStatusCode();
            response.close();
            if (next == null || problem != null) {
                throw errors.failed(first.method(), first.uri(), status, String.valueOf(problem), null);
            }
            request = next;
        }
    }

    /** Makes it once more if the credentials can be renewed: the server has not done what it did not accept. */
    private LeasedResponse authorized(OutgoingRequest request, RestSettings now) throws IOException {
        LeasedResponse response = once(request, takeTurn(now));
        if (response.getStatusCode().value() == UNAUTHORIZED && request.isRepeatable() && response.renew()) {
            response.close();
            return once(request, takeTurn(now));
        }
        return response;
    }

    private Lease<ClientHttpRequestFactory> takeTurn(RestSettings now) throws IOException {
        RateLimit limit = now.rateLimit();
        if (limit != null) {
            try {
                limit.acquire();
            } catch (InterruptedException ex) {
                throw interrupted(ex);
            }
        }
        return connection.lease();
    }

    private static LeasedResponse once(OutgoingRequest outgoing, Lease<ClientHttpRequestFactory> lease)
            throws IOException {
        ClientHttpRequestFactory client = lease.resource();
        boolean answered = false;
        try {
            ClientHttpRequest request = (client instanceof AuthorizedClient authorized)
                    ? authorized.createRequest(outgoing.uri(), outgoing.method(), outgoing.isTransfer())
                    : client.createRequest(outgoing.uri(), outgoing.method());
            outgoing.headers().forEach((name, values) -> request.getHeaders().put(name, values));
            StreamingHttpOutputMessage.Body body = outgoing.body();
            if (body != null) {
                write(request, body);
            }
            LeasedResponse response = new LeasedResponse(request.execute(), lease, request.getHeaders());
            answered = true;
            return response;
        } finally {
            if (!answered) {
                lease.closeAfterFailure();
            }
        }
    }

    private static void write(ClientHttpRequest request, StreamingHttpOutputMessage.Body body) throws IOException {
        if (request instanceof StreamingHttpOutputMessage streaming) {
            streaming.setBody(body);
        } else {
            body.writeTo(request.getBody());
        }
    }

    private void sleep(Duration pause) throws IOException {
        try {
            clock.sleep(pause);
        } catch (InterruptedException ex) {
            throw interrupted(ex);
        }
    }

    private static IOException interrupted(InterruptedException ex) {
        Thread.currentThread().interrupt();
        return new IOException("the thread was interrupted while it waited", ex);
    }
}
