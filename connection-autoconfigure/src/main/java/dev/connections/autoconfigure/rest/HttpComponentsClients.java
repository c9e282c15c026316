package dev.connections.autoconfigure.rest;

import dev.connections.rest.client.HttpClientResource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/**
 * HTTP clients of Apache HttpComponents. Their own timeouts limit the time between two packets. Here a request is
 * aborted as well when its whole time is over, and when its response is closed before its end. Only loaded when the
 * library is present.
 */
final class HttpComponentsClients {

    private HttpComponentsClients() {}

    /** Switches off what the connection does itself. */
    static HttpComponentsClientHttpRequestFactoryBuilder configured(
            HttpComponentsClientHttpRequestFactoryBuilder builder, @Nullable InetSocketAddress proxy) {
        return builder.withHttpClientCustomizer(http -> {
            http.disableRedirectHandling().disableAutomaticRetries().disableContentCompression();
            http.addExecInterceptorFirst("connections", HttpComponentsClients::execute);
            if (proxy != null) {
                http.setProxy(new HttpHost(proxy.getHostString(), proxy.getPort()));
            }
        });
    }

    static HttpClientResource create(
            HttpComponentsClientHttpRequestFactoryBuilder builder, HttpClientSettings settings, Duration readTimeout) {
        HttpComponentsClientHttpRequestFactory requests = builder.build(settings);
        return new HttpClientResource(
                within(requests, readTimeout),
                timeout -> within(new HttpComponentsClientHttpRequestFactory(requests.getHttpClient()), timeout),
                requests::destroy);
    }

    private static HttpComponentsClientHttpRequestFactory within(
            HttpComponentsClientHttpRequestFactory requests, Duration timeout) {
        requests.setReadTimeout(timeout);
        requests.setConnectionRequestTimeout(timeout);
        return requests;
    }

    private static ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Timeout timeout = scope.clientContext.getRequestConfigOrDefault().getResponseTimeout();
        if (timeout == null || !(scope.originalRequest instanceof Cancellable cancellable)) {
            return chain.proceed(request, scope);
        }
        CompletableFuture<Void> deadline = new CompletableFuture<>();
        deadline.orTimeout(timeout.toMilliseconds(), TimeUnit.MILLISECONDS).exceptionallyAsync(ex -> {
            cancellable.cancel();
            return null;
        });
        boolean open = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(new OpenEntity(entity, deadline, cancellable));
                open = true;
            }
            return response;
        } finally {
            if (!open) {
                deadline.complete(null);
            }
        }
    }

    /** The body of a response, whose connection is closed if it is not read to its end. Used by one thread. */
    private static final class OpenEntity extends HttpEntityWrapper {

        private final CompletableFuture<Void> deadline;

        private final Cancellable request;

        private @Nullable InputStream content;

        private OpenEntity(HttpEntity entity, CompletableFuture<Void> deadline, Cancellable request) {
            super(entity);
            this.deadline = deadline;
            this.request = request;
        }

        @Override
        public InputStream getContent() throws IOException {
            if (content == null) {
                content = new Content(super.getContent());
            }
            return content;
        }

        private final class Content extends FilterInputStream {

            private Content(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                return ended(super.read());
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return ended(super.read(bytes, offset, length));
            }

            private int ended(int read) {
                if (read < 0) {
                    deadline.complete(null);
                }
                return read;
            }

            @Override
            public void close() throws IOException {
                if (deadline.complete(null)) {
                    // otherwise the rest is read, so that the connection can be used again
                    request.cancel();
                }
                super.close();
            }
        }
    }
}
