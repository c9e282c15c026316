package dev.connections.files.store.huggingface;

import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreTimeouts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the hub and follows its redirects. The token is sent to the origin of the endpoint only; after a
 * redirect to another origin it is not sent again. Thread-safe.
 */
final class HubClient implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;

    private final URI endpoint;

    private final StoreTimeouts timeouts;

    private final @Nullable String token;

    private final HubErrors errors;

    private final HttpClient client;

    private final BodyWatchdog watchdog;

    HubClient(HuggingFaceSettings settings, @Nullable String token, HubErrors errors) {
        this.endpoint = settings.endpoint();
        this.timeouts = settings.timeouts();
        this.token = token;
        this.errors = errors;
        // HTTP/1.1: a connection for each large file, without the flow control of HTTP/2
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeouts.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.watchdog = new BodyWatchdog(timeouts.idle());
    }

    HttpClient client() {
        return client;
    }

    /**
     * Sends a request. The caller closes the response.
     *
     * @throws StoreException if there is no response. A response with an error status is returned
     */
    HubResponse send(HubRequest request) throws StoreException {
        URI uri = request.uri();
        boolean toHub = true;
        HubResponse previous = null;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HubResponse response = send(request, uri, toHub, previous);
            boolean returned = false;
            try {
                returned = !response.isRedirect() || request.stop().at(response);
                if (returned) {
                    return response;
                }
            } finally {
                if (!returned) {
                    response.discard();
                }
            }
            uri = target(uri, response);
            toHub = toHub && isSameOrigin(endpoint, uri);
            previous = response;
        }
        throw errors.redirect(request.action(), "there are more than " + MAX_REDIRECTS + " redirects");
    }

    private HubResponse send(HubRequest request, URI uri, boolean toHub, @Nullable HubResponse previous)
            throws StoreException {
        HttpRequest.Builder message = HttpRequest.newBuilder(uri)
                .timeout(timeouts.request())
                .method(request.method(), HttpRequest.BodyPublishers.noBody())
                .header("Accept-Encoding", "identity");
        if (toHub && token != null) {
            message.header("Authorization", "Bearer " + token);
        }
        if (toHub && request.ifNoneMatch() != null) {
            message.header("If-None-Match", "\"" + request.ifNoneMatch() + "\"");
        }
        if (request.range() != null) {
            message.header("Range", request.range());
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(message.build(), HttpResponse.BodyHandlers.ofInputStream());
            return new HubResponse(request, response, watchdog.watch(response.body()), errors, toHub, previous);
        } catch (IOException ex) {
            throw errors.network(request.action(), uri, ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw errors.interrupted(request.action(), ex);
        }
    }

    private URI target(URI uri, HubResponse redirect) throws StoreException {
        String location = redirect.header("Location");
        URI target;
        try {
            target = uri.resolve(new URI(location));
        } catch (URISyntaxException ex) {
            // without the cause, whose message has the signed URL
            throw redirect.unusable("its Location is no valid URL");
        }
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        if (location.isEmpty() || target.getHost() == null || !scheme.matches("https?")) {
            throw redirect.unusable("its Location is no HTTP URL");
        }
        if (scheme.equals("http") && "https".equalsIgnoreCase(uri.getScheme())) {
            throw redirect.unusable("it redirects from https to http");
        }
        return target;
    }

    private static boolean isSameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        return (uri.getPort() >= 0) ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** Closes open bodies. The client of the JDK ends when it is no longer referenced. */
    @Override
    public void close() {
        watchdog.close();
    }
}
