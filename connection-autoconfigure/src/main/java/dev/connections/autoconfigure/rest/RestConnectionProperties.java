package dev.connections.autoconfigure.rest;

import dev.connections.SelfChecking;
import dev.connections.autoconfigure.NamesSslBundle;
import dev.connections.autoconfigure.RateLimitProperties;
import dev.connections.autoconfigure.binding.UserInfo;
import dev.connections.credentials.Credentials;
import dev.connections.rest.ResponseLimits;
import dev.connections.rest.RestSettings;
import dev.connections.rest.RestTimeouts;
import dev.connections.rest.client.Authentication;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientsProperties.Factory;
import org.springframework.http.HttpMethod;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a connection to an HTTP service, beside those of every connection. The prefix is that of the defaults;
 * each connection has the same keys under {@code connections.<name>}.
 *
 * @param url Base URL, to which paths are appended.
 * @param token Bearer token of requests.
 * @param apiKey API key of requests.
 * @param headers Headers of each request, unless it sets them itself.
 * @param parameters Query parameters of each request, unless it sets them itself.
 * @param httpClient HTTP client that sends the requests. Chosen by spring.http.clients.imperative.factory or a
 *     ClientHttpRequestFactoryBuilder bean by default, otherwise jdk.
 * @param sslBundle Name of the SSL bundle with the trusted certificates and the client certificate. Falls back to
 *     spring.http.clients.ssl.bundle.
 * @param proxy HTTP proxy, as host:port.
 * @param connectTimeout Maximum time to open a TCP connection. Falls back to spring.http.clients.connect-timeout,
 *     then to 5 seconds.
 * @param readTimeout Maximum time that an attempt of a request takes until its response has been read. Falls back
 *     to spring.http.clients.read-timeout, then to 30 seconds.
 * @param callTimeout Maximum time of a call with its retries, pauses and redirects. Twice the read-timeout by default.
 * @param transferTimeout Maximum time of a download, or of a request with a streamed body.
 * @param compression Whether responses may be compressed.
 * @param maxResponseSize Maximum size of a response in memory, after decompression. Downloads and streams are not
 *     limited.
 * @param http2 Whether HTTP/2 is used where the server offers it, over TLS. Only the HTTP client jdk supports it.
 * @param maxRedirects Maximum number of redirects that a request follows. 10 by default, or 0 with
 *     spring.http.clients.redirects=dont-follow.
 * @param auth authentication of requests
 * @param retry retries of requests
 * @param rateLimit the rate limit of requests
 * @param health the health check
 * @param cache HTTP caching
 */
@ConfigurationProperties("connections.defaults.rest")
public record RestConnectionProperties(
        @Nullable String url,
        @Nullable String token,
        @Nullable String apiKey,
        @DefaultValue Map<String, String> headers,
        @DefaultValue Map<String, String> parameters,
        @Nullable Factory httpClient,
        @Nullable String sslBundle,
        @Nullable String proxy,
        @Nullable Duration connectTimeout,
        @Nullable Duration readTimeout,
        @Nullable Duration callTimeout,
        @DefaultValue("10m") Duration transferTimeout,
        @DefaultValue("true") boolean compression,
        @DefaultValue("64MB") DataSize maxResponseSize,
        @DefaultValue("true") boolean http2,
        @Nullable Integer maxRedirects,
        @NestedConfigurationProperty @DefaultValue RestAuthProperties auth,
        @NestedConfigurationProperty @DefaultValue RestRetryProperties retry,
        @NestedConfigurationProperty @DefaultValue RateLimitProperties rateLimit,
        @NestedConfigurationProperty @DefaultValue RestHealthProperties health,
        @NestedConfigurationProperty @DefaultValue RestCacheProperties cache)
        implements SelfChecking, NamesSslBundle {

    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(30);

    private static final int DEFAULT_REDIRECTS = 10;

    public RestConnectionProperties {
        token = textOrNull(token);
        apiKey = textOrNull(apiKey);
        sslBundle = textOrNull(sslBundle);
        proxy = textOrNull(proxy);
    }

    @Override
    public @Nullable String getSslBundle() {
        return sslBundle;
    }

    private static @Nullable String textOrNull(@Nullable String value) {
        return StringUtils.hasText(value) ? value : null;
    }

    /** The URL without user information, and without a slash at its end. */
    URI baseUrl() {
        URI uri = URI.create(String.valueOf(url).strip());
        String path = (uri.getRawPath() == null) ? "" : uri.getRawPath().replaceFirst("/+$", "");
        String host = (uri.getPort() < 0) ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        return URI.create(uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host + path);
    }

    /** The user information of the URL, or the token or key. */
    Credentials credentials() {
        if (token != null || apiKey != null) {
            return Credentials.of(null, (token != null) ? token : apiKey);
        }
        return UserInfo.credentials(url);
    }

    /** {@code null} if the credentials decide. */
    private @Nullable AuthType authType() {
        if (auth.type() != null) {
            return auth.type();
        }
        if (auth.registration() != null) {
            return AuthType.OAUTH2;
        }
        return (apiKey != null || auth.header() != null || auth.parameter() != null) ? AuthType.API_KEY : null;
    }

    /** The registration whose tokens are sent, or {@code null}. */
    @Nullable
    String registration() {
        return (authType() == AuthType.OAUTH2) ? auth.registration() : null;
    }

    /** How credentials are sent; not for {@link AuthType#OAUTH2}. */
    Authentication authentication() {
        AuthType type = authType();
        if (type == null) {
            return Authentication.inferred();
        }
        return switch (type) {
            case NONE, OAUTH2 -> Authentication.none();
            case BASIC -> Authentication.basic();
            case BEARER -> Authentication.bearer();
            case API_KEY ->
                (auth.parameter() != null)
                        ? Authentication.parameter(auth.parameter())
                        : Authentication.header((auth.header() != null) ? auth.header() : "X-API-Key");
        };
    }

    /**
     * Returns how requests are made.
     *
     * @param application the settings of the application's HTTP clients, which this connection's own override
     */
    RestSettings settings(String connection, HttpClientSettings application) {
        return new RestSettings(
                baseUrl(),
                headers,
                parameters,
                retry.policy(),
                rateLimit.limit(connection),
                cache.settings(),
                timeouts(application),
                new ResponseLimits(maxResponseSize.toBytes(), maxRedirects(application), compression));
    }

    private int maxRedirects(HttpClientSettings application) {
        if (maxRedirects != null) {
            return maxRedirects;
        }
        return (application.redirects() == HttpRedirects.DONT_FOLLOW) ? 0 : DEFAULT_REDIRECTS;
    }

    /** Returns the time limits of requests. */
    RestTimeouts timeouts(HttpClientSettings application) {
        Duration connect = first(connectTimeout, application.connectTimeout(), DEFAULT_CONNECT_TIMEOUT);
        Duration read = first(readTimeout, application.readTimeout(), DEFAULT_READ_TIMEOUT);
        return new RestTimeouts(
                connect, read, transferTimeout, (callTimeout != null) ? callTimeout : read.multipliedBy(2));
    }

    private static Duration first(@Nullable Duration own, @Nullable Duration application, Duration otherwise) {
        return (own != null) ? own : (application != null) ? application : otherwise;
    }

    @Nullable
    InetSocketAddress proxyAddress() {
        if (proxy == null) {
            return null;
        }
        int colon = proxy.lastIndexOf(':');
        return InetSocketAddress.createUnresolved(
                proxy.substring(0, colon), Integer.parseInt(proxy.substring(colon + 1)));
    }

    /** Returns the URL of the health check, or {@code null}. */
    @Nullable
    URI healthUrl() {
        String path = health.path();
        return (path == null) ? null : URI.create(baseUrl() + (path.startsWith("/") ? "" : "/") + path);
    }

    @Override
    public void check(BiConsumer<String, String> problems) {
        String problem = problemWithUrl();
        if (problem != null) {
            problems.accept("url", problem);
        }
        checkAuth(problems);
        if (proxy != null && !proxy.matches("[^:/\\s]+:\\d{1,5}")) {
            problems.accept("proxy", "is not a host and a port, as in proxy.example.com:3128.");
        }
        checkHttpClient(problems);
        checkPositive("connect-timeout", connectTimeout, problems);
        checkPositive("read-timeout", readTimeout, problems);
        checkPositive("transfer-timeout", transferTimeout, problems);
        checkPositive("call-timeout", callTimeout, problems);
        if (maxResponseSize.toBytes() < 1) {
            problems.accept("max-response-size", "must be positive.");
        }
        checkPositive("cache.http-keep", cache.httpKeep(), problems);
        if (maxRedirects != null && maxRedirects < 0) {
            problems.accept("max-redirects", "must not be negative.");
        }
        if (health.method() != HttpMethod.GET && health.method() != HttpMethod.HEAD) {
            problems.accept("health.method", "must be GET or HEAD, because health checks repeat it.");
        }
        checkHealthPath(problem == null, problems);
        retry.check(problems);
    }

    private void checkHttpClient(BiConsumer<String, String> problems) {
        if (httpClient == Factory.HTTP_COMPONENTS) {
            checkLibrary(
                    "org.apache.hc.client5.http.classic.HttpClient",
                    "org.apache.httpcomponents.client5:httpclient5",
                    problems);
        } else if (httpClient == Factory.JETTY) {
            checkLibrary("org.eclipse.jetty.client.HttpClient", "org.eclipse.jetty:jetty-client", problems);
        } else if (httpClient == Factory.REACTOR) {
            checkLibrary(
                    "reactor.netty.http.client.HttpClient", "io.projectreactor.netty:reactor-netty-http", problems);
        }
    }

    private static void checkLibrary(String className, String dependency, BiConsumer<String, String> problems) {
        if (!ClassUtils.isPresent(className, null)) {
            problems.accept(
                    "http-client",
                    "names a library that is not on the class path. Add the dependency " + dependency + ".");
        }
    }

    private void checkHealthPath(boolean urlIsFine, BiConsumer<String, String> problems) {
        String path = health.path();
        if (path != null && (path.contains("://") || path.startsWith("//"))) {
            problems.accept("health.path", "must be a path, such as /ping, on the connection's own server.");
        } else if (urlIsFine) {
            try {
                healthUrl();
            } catch (IllegalArgumentException ex) {
                problems.accept("health.path", "is not a path: encode its special characters.");
            }
        }
    }

    private static void checkPositive(String property, @Nullable Duration value, BiConsumer<String, String> problems) {
        if (value != null && (value.isNegative() || value.isZero())) {
            problems.accept(property, "must be positive.");
        }
    }

    private @Nullable String problemWithUrl() {
        if (!StringUtils.hasText(url)) {
            return "is missing. Set it to the address of the service, such as https://api.example.com/v1.";
        }
        try {
            URI uri = new URI(url.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                return "is not one of a service: it begins neither with https:// nor with http://.";
            }
            if (uri.getHost() == null) {
                return "names no host.";
            }
            return (uri.getRawQuery() != null || uri.getRawFragment() != null)
                    ? "has a query or a fragment. Set 'parameters' instead."
                    : null;
        } catch (URISyntaxException ex) {
            return "is no URL. Encode its special characters, and set user and password separately.";
        }
    }

    private void checkAuth(BiConsumer<String, String> problems) {
        AuthType type = authType();
        if (token != null && apiKey != null) {
            problems.accept("api-key", "is set, and so is 'token'. Keep one of them.");
        }
        if (auth.header() != null && auth.parameter() != null) {
            problems.accept("auth.parameter", "is set, and so is 'auth.header'. Keep one of them.");
        }
        if (type != AuthType.API_KEY && (auth.header() != null || auth.parameter() != null)) {
            problems.accept("auth.type", "is not api-key, but a name for the key is set. Remove one of them.");
        }
        if (type == AuthType.OAUTH2 && auth.registration() == null) {
            problems.accept(
                    "auth.registration",
                    "is missing. Name one of spring.security.oauth2.client.registration, or remove 'auth.type'.");
        }
        if (type != AuthType.OAUTH2 && auth.registration() != null) {
            problems.accept("auth.type", "is not oauth2, but a registration is set. Remove one of them.");
        }
        if (type == AuthType.API_KEY && token != null) {
            problems.accept("token", "is set for an API key. Set 'api-key' instead.");
        }
        if ((type == AuthType.BEARER || type == AuthType.BASIC) && apiKey != null) {
            problems.accept("api-key", "contradicts 'auth.type'. Remove one of them.");
        }
        if ((type == AuthType.OAUTH2 || type == AuthType.NONE) && (apiKey != null || token != null)) {
            problems.accept((token != null) ? "token" : "api-key", "is set, but not sent. Remove it, or 'auth'.");
        }
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "RestConnectionProperties";
    }
}
