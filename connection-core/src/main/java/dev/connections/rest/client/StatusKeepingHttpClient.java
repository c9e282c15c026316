package dev.connections.rest.client;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client, with a response for each request whose status and headers were received. The JDK's client
 * sometimes fails a request without them, if it meets the malformed body before it has handed the response over. Here
 * such a response is returned, and reading its body fails. Safe for use by several threads.
 */
public final class StatusKeepingHttpClient extends HttpClient {

    private final HttpClient client;

    StatusKeepingHttpClient(HttpClient client) {
        this.client = client;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return sendAsync(request, handler, null);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushed) {
        Received<T> received = new Received<>(request, handler);
        return client.sendAsync(request, received, pushed).handle(received::response);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return client.send(request, handler);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }

    /** What was received of the response to a request, before its body. */
    private static final class Received<T> implements BodyHandler<T> {

        private final HttpRequest request;

        private final BodyHandler<T> handler;

        private volatile @Nullable ResponseInfo info;

        private volatile @Nullable BodySubscriber<T> subscriber;

        Received(HttpRequest request, BodyHandler<T> handler) {
            this.request = request;
            this.handler = handler;
        }

        @Override
        public BodySubscriber<T> apply(ResponseInfo responseInfo) {
            BodySubscriber<T> made = handler.apply(responseInfo);
            info = responseInfo;
            subscriber = made;
            return made;
        }

        HttpResponse<T> response(@Nullable HttpResponse<T> response, @Nullable Throwable failure) {
            if (response != null) {
                return response;
            }
            ResponseInfo head = info;
            BodySubscriber<T> reader = subscriber;
            T body = (head != null && reader != null && cause(failure) instanceof IOException)
                    ? reader.getBody()
                            .toCompletableFuture()
                            .exceptionally(ex -> null)
                            .getNow(null)
                    : null;
            if (head == null || body == null) {
                throw new CompletionException(cause(failure));
            }
            return new HeadedResponse<>(request, head, body);
        }

        private static @Nullable Throwable cause(@Nullable Throwable failure) {
            return (failure instanceof CompletionException && failure.getCause() != null)
                    ? failure.getCause()
                    : failure;
        }
    }

    private record HeadedResponse<T>(HttpRequest request, ResponseInfo info, T body) implements HttpResponse<T> {

        @Override
        public int statusCode() {
            return info.statusCode();
        }

        @Override
        public HttpHeaders headers() {
            return info.headers();
        }

        @Override
        public Version version() {
            return info.version();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }
    }
}
