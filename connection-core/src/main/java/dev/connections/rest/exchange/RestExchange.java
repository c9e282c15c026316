package dev.connections.rest.exchange;

import dev.connections.ConnectionException;
import dev.connections.DurationText;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import dev.connections.rest.RequestNotSentException;
import dev.connections.rest.RestException;
import dev.connections.rest.RestSettings;
import dev.connections.rest.RestTimeouts;
import dev.connections.rest.client.AuthorizedClient;
import dev.connections.rest.client.ConfiguredSecrets;
import dev.connections.rest.message.HeaderValidator;
import dev.connections.rest.message.HttpDates;
import dev.connections.rest.message.Redaction;
import dev.connections.rest.message.UnreadableResponseException;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.support.RateLimiter;
import dev.connections.support.WaitingClock;
import io.micrometer.observation.Observation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Makes a request: waits for its turn, takes the HTTP client, follows redirects, and makes it again where that can do
 * no harm. Safe for use by several threads.
 */
public final class RestExchange {

    /** What requests accept that do not say so themselves. */
    static final String OFFERED_ENCODING = "gzip";

    private final ManagedConnection<AuthorizedClient> connection;

    private final RestErrors errors;

    private final WaitingClock clock;

    private final RequestObservations observations;

    private final SupervisionRegistries registries;

    private volatile CurrentSettings current;

    public RestExchange(
            ManagedConnection<AuthorizedClient> connection,
            RestSettings settings,
            RequestObservations observations,
            WaitingClock clock,
            SupervisionRegistries registries) {
        this.connection = connection;
        this.registries = registries;
        this.current =
                CurrentSettings.of(settings, new RequestRetries(connection.name(), settings.retry(), registries));
        this.errors =
                new RestErrors(connection.name(), () -> settings().baseUrl(), text -> current.secrets.redact(text));
        this.observations = observations;
        this.clock = clock;
    }

    public RestSettings settings() {
        return current.settings;
    }

    public void useSettings(RestSettings newSettings) {
        RequestRetries retries = newSettings.retry().equals(settings().retry())
                ? current.retries
                : new RequestRetries(connection.name(), newSettings.retry(), registries);
        current = CurrentSettings.of(newSettings, retries);
    }

    public RestErrors errors() {
        return errors;
    }

    /**
     * Makes a request.
     *
     * @return the last response, whatever its status
     * @throws IOException if there was no response
     * @throws RestException if it is redirected to where it must not go
     */
    public ClientHttpResponse exchange(OutgoingRequest request) throws IOException {
        Call call = new Call(current, request, clock.nanoTime());
        RequestRetries.Attempts attempts = call.current.retries.begin();
        while (true) {
            Duration pause;
            try {
                ClientHttpResponse response = read(request, follow(call), call.settings());
                HttpStatusCode status = response.getStatusCode();
                if (!status.isError()) {
                    attempts.succeeded();
                    return response;
                }
                pause = attempts.failed(
                        errors.failed(
                                request.method(), request.uri(), status, "was answered with " + status.value(), null),
                        request.isIdempotent() && mayRepeat(call),
                        retryAfter(response.getHeaders()),
                        leftOfBudget(call));
                if (pause == null) {
                    return response;
                }
                response.close();
            } catch (IOException ex) {
                pause = attempts.failed(
                        ex, isRepeatable(request, ex) && mayRepeat(call), Duration.ZERO, leftOfBudget(call));
                if (pause == null) {
                    throw ex;
                }
            } catch (RuntimeException ex) {
                attempts.failedForGood(ex);
                throw ex;
            }
            connection.countRetry();
            sleep(pause);
        }
    }

    private static boolean isRepeatable(OutgoingRequest request, IOException failure) {
        if (failure instanceof RequestNotSentException unsent) {
            return unsent.isTransientFailure();
        }
        return !(failure instanceof UnreadableResponseException)
                && (request.isIdempotent() || neverReachedServer(failure));
    }

    private static ClientHttpResponse read(OutgoingRequest request, LeasedResponse response, RestSettings settings)
            throws IOException {
        if (request.reading() != OutgoingRequest.Reading.WHOLE) {
            return response;
        }
        try (response) {
            return BufferedResponse.of(response, settings.limits().maxSize()).open(response.redaction());
        }
    }

    /** Takes out of a text the secrets of the connection, as it is now. */
    public String redact(String text) {
        String redacted = current.secrets.redact(text);
        try {
            return connection.call(client -> client.redact(redacted));
        } catch (ConnectionException ex) {
            return "";
        }
    }

    /** What takes secrets out of what the server has told the caller. */
    public Redaction redaction(ClientHttpResponse response) {
        if (response instanceof RedactedResponse redacted) {
            return redacted.redaction();
        }
        // wrapped by an interceptor: then it is the caller's present client that knows
        return this::redact;
    }

    private static boolean mayRepeat(Call call) {
        return call.request.isRepeatable() && !Thread.currentThread().isInterrupted();
    }

    /** How long after now another attempt may begin. */
    private Duration leftOfBudget(Call call) {
        Duration budget = call.settings().retry().budget();
        if (!call.request.isTransfer() && call.settings().timeouts().call().compareTo(budget) < 0) {
            budget = call.settings().timeouts().call();
        }
        return budget.minusNanos(clock.nanoTime() - call.began);
    }

    private static boolean neverReachedServer(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || isConnectTimeout(cause)
                    || cause instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    /** Whether no TCP connection was opened. Clients other than the JDK's report it as one of several read timeouts. */
    private static boolean isConnectTimeout(Throwable failure) {
        return failure instanceof HttpConnectTimeoutException
                || (failure instanceof SocketTimeoutException
                        && String.valueOf(failure.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .contains("connect timed out"));
    }

    /**
     * How long the server wants to be left alone: in seconds, or until a time (RFC 9110, section 10.2.3). Zero if it
     * does not say. What is not understood counts as long: the server has asked for a pause.
     */
    private Duration retryAfter(HttpHeaders headers) {
        String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
        if (value == null || value.isBlank()) {
            return Duration.ZERO;
        }
        Duration seconds = HttpDates.seconds(value);
        if (seconds != null) {
            return seconds;
        }
        Instant date = HttpDates.date(value);
        return (date != null) ? HttpDates.between(clock.now(), date) : HttpDates.MAX;
    }

    private LeasedResponse follow(Call call) throws IOException {
        OutgoingRequest request = call.request;
        int most = call.settings().limits().maxRedirects();
        for (int redirects = 0; ; redirects++) {
            LeasedResponse response = authorized(request, call);
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
            if (problem == null && redirects >= most) {
                problem = "is redirected more than " + most + " times";
            }
            HttpStatusCode status = response.getStatusCode();
            response.close();
            if (next == null || problem != null) {
                throw errors.failed(call.request.method(), call.request.uri(), status, String.valueOf(problem), null);
            }
            request = next;
        }
    }

    /** Makes it once more if the credentials can be renewed: the server has not done what it did not accept. */
    private LeasedResponse authorized(OutgoingRequest request, Call call) throws IOException {
        LeasedResponse response = once(request, call);
        if (response.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)
                && request.isRepeatable()
                && response.renew()) {
            response.close();
            return once(request, call);
        }
        return response;
    }

    private void acquirePermit(Call call) throws IOException {
        RateLimiter limit = call.settings().rateLimit();
        if (limit != null) {
            try {
                if (call.request.isTransfer()) {
                    limit.acquire();
                } else {
                    limit.acquire(left(call), "call-timeout");
                }
            } catch (InterruptedException ex) {
                throw interrupted(ex);
            }
        }
    }

    private LeasedResponse once(OutgoingRequest outgoing, Call call) throws IOException {
        acquirePermit(call);
        AttemptTimeout time = timeOf(call);
        Lease<AuthorizedClient> lease = connection.lease();
        AuthorizedClient client = lease.resource();
        Redaction redaction = text -> client.redact(call.current.secrets.redact(text));
        RequestObservations.Attempt observed = RequestObservations.Attempt.NONE;
        boolean responded = false;
        try {
            ClientHttpRequest request = request(outgoing, call, client, time);
            String sent = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
            Redaction configured = redaction;
            redaction = text -> configured.redact(withoutToken(text, sent));
            observed = observations.start(outgoing, request, redaction, call.sent++);
            StreamingHttpOutputMessage.Body body = outgoing.body();
            ClientHttpResponse response;
            try (Observation.Scope scope = observed.openScope()) {
                if (body != null) {
                    write(request, body);
                }
                response = request.execute();
            }
            observed.responded(response);
            LeasedResponse leased = new LeasedResponse(
                    response,
                    lease,
                    request.getHeaders(),
                    redaction,
                    time,
                    observed,
                    call.settings().limits().compression());
            responded = true;
            return leased;
        } catch (IOException ex) {
            IOException failure = explained(ex, time, call.settings(), redaction);
            observed.failed(failure);
            throw failure;
        } catch (RuntimeException ex) {
            observed.failed(ex);
            throw ex;
        } finally {
            if (!responded) {
                observed.stop();
                lease.closeAfterFailure();
            }
        }
    }

    /** The token that was sent may have been replaced in the meantime. */
    private static String withoutToken(String text, @Nullable String authorization) {
        return (authorization == null)
                ? text
                : ConfiguredSecrets.of(authorization.substring(authorization.lastIndexOf(' ') + 1))
                        .redact(text);
    }

    private static ClientHttpRequest request(
            OutgoingRequest outgoing, Call call, AuthorizedClient client, AttemptTimeout time) throws IOException {
        Duration read = call.settings().timeouts().read();
        ClientHttpRequest request = client.createRequest(
                outgoing.uri(), outgoing.method(), time.limit().equals(read) ? null : time.limit());
        outgoing.headers().forEach((name, values) -> request.getHeaders().put(name, values));
        if (call.settings().limits().compression()
                && !request.getHeaders().containsHeader(HttpHeaders.ACCEPT_ENCODING)) {
            request.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, OFFERED_ENCODING);
        }
        String problem = HeaderValidator.problem(request.getHeaders());
        if (problem != null) {
            throw new RequestNotSentException(problem, false);
        }
        return request;
    }

    /** The time limit of the next attempt: what is left of the call, but no more than an attempt may take. */
    private AttemptTimeout timeOf(Call call) throws HttpTimeoutException {
        RestTimeouts timeouts = call.settings().timeouts();
        if (call.request.isTransfer()) {
            return AttemptTimeout.of(timeouts.transfer(), timeouts.transfer(), "transfer-timeout");
        }
        Duration left = left(call);
        if (left.isNegative() || left.isZero()) {
            throw new HttpTimeoutException(AttemptTimeout.message(timeouts.call(), "call-timeout"));
        }
        return (left.compareTo(timeouts.read()) < 0)
                ? AttemptTimeout.of(left, timeouts.call(), "call-timeout")
                : AttemptTimeout.of(timeouts.read(), timeouts.read(), "read-timeout");
    }

    private Duration left(Call call) {
        return call.settings().timeouts().call().minusNanos(clock.nanoTime() - call.began);
    }

    /** The same failure with the time limit that caused it, and without what a server echoes. */
    private static IOException explained(
            IOException failure, AttemptTimeout time, RestSettings settings, Redaction redaction) {
        if (failure instanceof RequestNotSentException) {
            return failure;
        }
        if (isConnectTimeout(failure)) {
            return new HttpConnectTimeoutException("no TCP connection within "
                    + DurationText.of(settings.timeouts().connect()) + " ('connect-timeout')");
        }
        if (failure instanceof HttpTimeoutException || failure instanceof SocketTimeoutException || time.isOver()) {
            return new HttpTimeoutException(time.message());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (!redaction.redact(message).equals(message)) {
                return new IOException(redaction.redact(String.valueOf(failure.getMessage())));
            }
        }
        return failure;
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

    private record CurrentSettings(RestSettings settings, ConfiguredSecrets secrets, RequestRetries retries) {

        static CurrentSettings of(RestSettings settings, RequestRetries retries) {
            return new CurrentSettings(settings, ConfiguredSecrets.of(settings), retries);
        }
    }

    /** What a caller waits for: one request, or several with the same purpose. Used by one thread. */
    private static final class Call {

        private final CurrentSettings current;

        private final OutgoingRequest request;

        private final long began;

        private int sent;

        private Call(CurrentSettings current, OutgoingRequest request, long began) {
            this.current = current;
            this.request = request;
            this.began = began;
        }

        private RestSettings settings() {
            return current.settings;
        }
    }
}
