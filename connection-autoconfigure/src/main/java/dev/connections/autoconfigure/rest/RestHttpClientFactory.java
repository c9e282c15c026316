package dev.connections.autoconfigure.rest;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.NamedSslBundle;
import dev.connections.rest.RestTimeouts;
import dev.connections.rest.client.HttpClientResource;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.SimpleClientHttpRequestFactoryBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Creates the HTTP client of one connection by Spring Boot's builder. The client follows no redirects, as the
 * connection knows which hosts its credentials are for. Thread-safe.
 */
final class RestHttpClientFactory {

    private final ConnectionName connection;

    private final RestConnectionProperties properties;

    private final RestHttpClients clients;

    private final @Nullable NamedSslBundle sslBundle;

    private final @Nullable InetAddressFilter addresses;

    /**
     * @param sslBundle the bundle of the connection; {@code null} for that of the application, if there is one
     * @param addresses the addresses that may be requested; {@code null} for all
     */
    RestHttpClientFactory(
            ConnectionName connection,
            RestConnectionProperties properties,
            RestHttpClients clients,
            @Nullable NamedSslBundle sslBundle,
            @Nullable InetAddressFilter addresses) {
        this.connection = connection;
        this.properties = properties;
        this.clients = clients;
        this.sslBundle = sslBundle;
        this.addresses = addresses;
    }

    /**
     * Creates a client.
     *
     * @throws IllegalStateException if the client cannot use the proxy of the connection; the message names the
     *     property
     */
    HttpClientResource create() {
        HttpClientSettings application = clients.settings();
        RestTimeouts timeouts = properties.timeouts(application);
        SslBundle bundle = (sslBundle != null) ? sslBundle.get() : application.sslBundle();
        HttpClientSettings settings = HttpClientSettings.defaults()
                .withTimeouts(timeouts.connect(), timeouts.read())
                .withRedirects(HttpRedirects.DONT_FOLLOW)
                .withCookieHandling(application.cookieHandling())
                .withSslBundle(bundle)
                .withInetAddressFilter((addresses != null) ? addresses : application.inetAddressFilter());
        InetSocketAddress proxy = properties.proxyAddress();
        ClientHttpRequestFactoryBuilder<?> builder = clients.builder(properties.httpClient());
        if (builder instanceof JdkClientHttpRequestFactoryBuilder jdk) {
            return jdk(jdk, settings, proxy, bundle);
        }
        HttpClientSettings withoutCookies = (settings.cookieHandling() != null)
                ? settings
                : settings.withCookieHandling(HttpCookieHandling.DISABLE);
        if (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder components) {
            return HttpComponentsClients.create(
                    (HttpComponentsClientHttpRequestFactoryBuilder)
                            clients.customized(connection, HttpComponentsClients.configured(components, proxy)),
                    withoutCookies,
                    timeouts.read());
        }
        if (builder instanceof SimpleClientHttpRequestFactoryBuilder simple && proxy != null) {
            Proxy http = new Proxy(Proxy.Type.HTTP, resolvable(proxy));
            builder = simple.withCustomizer(requests -> requests.setProxy(http));
        } else if (proxy != null) {
            throw new IllegalStateException("'proxy' is set, but it cannot be passed to the HTTP client of "
                    + builder.getClass().getSimpleName() + ": set it by a RestHttpClientCustomizer, or set"
                    + " 'http-client' to jdk or http-components");
        }
        if (builder instanceof JettyClientHttpRequestFactoryBuilder) {
            return JettyClients.create(
                    (JettyClientHttpRequestFactoryBuilder) clients.customized(connection, builder), withoutCookies);
        }
        if (builder instanceof ReactorClientHttpRequestFactoryBuilder reactor) {
            builder = ReactorClients.configured(reactor);
        }
        ClientHttpRequestFactory requests =
                clients.customized(connection, builder).build(settings);
        return new HttpClientResource(requests, timeout -> requests, () -> close(requests));
    }

    private HttpClientResource jdk(
            JdkClientHttpRequestFactoryBuilder builder,
            HttpClientSettings settings,
            @Nullable InetSocketAddress proxy,
            @Nullable SslBundle bundle) {
        JdkClientHttpRequestFactoryBuilder configured = builder.withHttpClientCustomizer(http -> {
            if (!properties.http2() || !"https".equals(properties.baseUrl().getScheme())) {
                // without TLS, the offer of HTTP/2 in the first request disturbs some servers
                http.version(HttpClient.Version.HTTP_1_1);
            }
            if (bundle != null) {
                secure(http, bundle);
            }
        });
        if (proxy != null) {
            configured = configured.withProxySelector(ProxySelector.of(resolvable(proxy)));
        }
        AtomicReference<HttpClient.Builder> http = new AtomicReference<>();
        ((JdkClientHttpRequestFactoryBuilder) clients.customized(connection, configured))
                .withHttpClientCustomizer(http::set)
                .build(settings.withSslBundle(null));
        // the request factory hides its client, which cannot be closed then, nor have a time limit for each request
        HttpClient client = Objects.requireNonNull(http.get())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return HttpClientResource.of(client, Objects.requireNonNull(settings.readTimeout()));
    }

    /** With parameters that do not say which protocols there are, the JDK's client does not offer HTTP/2. */
    private static void secure(HttpClient.Builder http, SslBundle bundle) {
        SSLContext context = bundle.createSslContext();
        SSLParameters parameters = context.getDefaultSSLParameters();
        if (bundle.getOptions().getCiphers() != null) {
            parameters.setCipherSuites(bundle.getOptions().getCiphers());
        }
        if (bundle.getOptions().getEnabledProtocols() != null) {
            parameters.setProtocols(bundle.getOptions().getEnabledProtocols());
        }
        http.sslContext(context).sslParameters(parameters);
    }

    private static InetSocketAddress resolvable(InetSocketAddress proxy) {
        return new InetSocketAddress(proxy.getHostString(), proxy.getPort());
    }

    private static void close(ClientHttpRequestFactory requests) throws Exception {
        if (requests instanceof DisposableBean disposable) {
            disposable.destroy();
        } else if (requests instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
