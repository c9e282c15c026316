package dev.connections.autoconfigure.rest;

import dev.connections.autoconfigure.NamedSslBundle;
import dev.connections.rest.HttpClientResource;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.client.JdkHttpClientBuilder;
import org.springframework.boot.ssl.SslBundle;

/** Makes the JDK's HTTP client, as the properties of a connection say. */
final class JdkHttpClients {

    private final RestConnectionProperties properties;

    private final @Nullable NamedSslBundle sslBundle;

    private final @Nullable InetAddressFilter addresses;

    private final Consumer<HttpClient.Builder> customizer;

    JdkHttpClients(
            RestConnectionProperties properties,
            @Nullable NamedSslBundle sslBundle,
            @Nullable InetAddressFilter addresses,
            Consumer<HttpClient.Builder> customizer) {
        this.properties = properties;
        this.sslBundle = sslBundle;
        this.addresses = addresses;
        this.customizer = customizer;
    }

    HttpClientResource client() {
        HttpClientSettings settings = HttpClientSettings.defaults()
                .withConnectTimeout(properties.getConnectTimeout())
                // redirects are followed where it is known whom credentials are for
                .withRedirects(HttpRedirects.DONT_FOLLOW)
                .withInetAddressFilter(addresses);
        JdkHttpClientBuilder builder = new JdkHttpClientBuilder();
        InetSocketAddress proxy = properties.proxyAddress();
        if (proxy != null) {
            builder = builder.withProxySelector(
                    ProxySelector.of(new InetSocketAddress(proxy.getHostString(), proxy.getPort())));
        }
        HttpClient client = builder.withCustomizer(http -> http.version(version()))
                .withCustomizer(this::secure)
                .withCustomizer(customizer)
                .build(settings);
        return HttpClientResource.of(client, properties.getReadTimeout());
    }

    /** With parameters that do not say which protocols there are, the JDK's client does not offer HTTP/2. */
    private void secure(HttpClient.Builder http) {
        if (sslBundle == null) {
            return;
        }
        SslBundle bundle = sslBundle.get();
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

    /** Without TLS, an offer of HTTP/2 in the first request disturbs some servers. */
    private HttpClient.Version version() {
        boolean tls = "https".equals(properties.baseUrl().getScheme());
        return (tls && properties.isHttp2()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    }
}
