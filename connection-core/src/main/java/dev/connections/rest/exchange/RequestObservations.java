package dev.connections.rest.exchange;

import dev.connections.rest.message.Redaction;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientHttpObservationDocumentation;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.ClientRequestObservationConvention;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;

/**
 * Observes each request that is sent, as {@code http.client.requests}: an attempt, a redirect, a renewal of a token. A
 * cached response is none. Immutable.
 *
 * @param registry where requests are observed
 * @param convention names the observations
 */
public record RequestObservations(ObservationRegistry registry, ClientRequestObservationConvention convention) {

    private static final ClientRequestObservationConvention DEFAULT_CONVENTION =
            new DefaultClientRequestObservationConvention();

    /** As of OpenTelemetry's semantic conventions. */
    private static final String RESEND_COUNT = "http.request.resend_count";

    /** Observes nothing. */
    public static RequestObservations none() {
        return new RequestObservations(ObservationRegistry.NOOP, DEFAULT_CONVENTION);
    }

    /**
     * Starts to observe a request, which gets the headers of the trace.
     *
     * @param resends how many requests the call has made before
     */
    Attempt start(OutgoingRequest outgoing, ClientHttpRequest request, Redaction redaction, int resends) {
        if (registry.isNoop()) {
            return Attempt.NONE;
        }
        ClientRequestObservationContext context =
                new ClientRequestObservationContext(new PublicRequest(request, shown(outgoing.uri(), redaction)));
        String template = outgoing.template();
        context.setUriTemplate((template != null) ? redaction.redact(template) : null);
        if (resends > 0) {
            context.addHighCardinalityKeyValue(KeyValue.of(RESEND_COUNT, String.valueOf(resends)));
        }
        Observation observation = ClientHttpObservationDocumentation.HTTP_CLIENT_EXCHANGES
                .observation(convention, DEFAULT_CONVENTION, () -> context, registry)
                .start();
        return new Attempt(observation, context);
    }

    private static URI shown(URI uri, Redaction redaction) {
        String redacted = redaction.redact(uri.toString());
        try {
            return URI.create(redacted);
        } catch (IllegalArgumentException ex) {
            return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
        }
    }

    /** A request that is observed until its response has been read. Used by one thread. */
    static final class Attempt {

        static final Attempt NONE = new Attempt(Observation.NOOP, null);

        private final Observation observation;

        private final @Nullable ClientRequestObservationContext context;

        private boolean stopped;

        private Attempt(Observation observation, @Nullable ClientRequestObservationContext context) {
            this.observation = observation;
            this.context = context;
        }

        Observation.Scope openScope() {
            return observation.openScope();
        }

        void responded(ClientHttpResponse response) {
            if (context != null) {
                context.setResponse(response);
            }
        }

        void failed(Throwable failure) {
            if (context != null) {
                observation.error(failure);
            }
        }

        void stop() {
            if (context != null && !stopped) {
                stopped = true;
                observation.stop();
            }
        }
    }

    /** A request as conventions and handlers see it: without the secrets of its address. */
    private record PublicRequest(ClientHttpRequest request, URI uri) implements ClientHttpRequest {

        @Override
        public HttpMethod getMethod() {
            return request.getMethod();
        }

        @Override
        public URI getURI() {
            return uri;
        }

        @Override
        public Map<String, Object> getAttributes() {
            return request.getAttributes();
        }

        @Override
        public HttpHeaders getHeaders() {
            return request.getHeaders();
        }

        @Override
        public OutputStream getBody() {
            throw new UnsupportedOperationException("the body is not observed");
        }

        @Override
        public ClientHttpResponse execute() {
            throw new UnsupportedOperationException("the request is only observed");
        }
    }
}
