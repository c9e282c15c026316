package dev.connections.rest.client;

import dev.connections.rest.url.Origin;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * An HTTP client whose requests to the connection's own host carry its credentials. Safe for use by several threads.
 */
public final class AuthorizedClient implements ClientHttpRequestFactory {

    private final HttpClientResource client;

    private final RequestAuthorization authorization;

    private final Origin origin;

    AuthorizedClient(HttpClientResource client, RequestAuthorization authorization, Origin origin) {
        this.client = client;
        this.authorization = authorization;
        this.origin = origin;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
        return createRequest(uri, method, null);
    }

    /** @param timeout the time limit of the request; {@code null} for the read timeout */
    public ClientHttpRequest createRequest(URI uri, HttpMethod method, @Nullable Duration timeout) throws IOException {
        ClientHttpRequestFactory factory =
                (timeout == null) ? client.calls() : client.within().apply(timeout);
        if (!Origin.of(uri).equals(origin)) {
            return factory.createRequest(uri, method);
        }
        ClientHttpRequest request = factory.createRequest(authorization.authorize(uri), method);
        authorization.authorize(request.getHeaders());
        return request;
    }

    /** Whether other credentials will be added from now on than those that were not accepted. */
    public boolean renew(HttpHeaders sent) {
        return authorization.renew(sent);
    }

    public String redact(String text) {
        return authorization.redact(text);
    }

    void close() throws Exception {
        client.close().close();
    }
}
