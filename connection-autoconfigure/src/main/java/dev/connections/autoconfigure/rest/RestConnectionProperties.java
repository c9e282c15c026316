package dev.connections.autoconfigure.rest;

import dev.connections.SelfChecking;
import dev.connections.autoconfigure.NamesSslBundle;
import dev.connections.autoconfigure.RateLimitProperties;
import dev.connections.credentials.Credentials;
import dev.connections.rest.ResponseLimits;
import dev.connections.rest.RestSettings;
import dev.connections.rest.RestTimeouts;
import dev.connections.rest.client.Authentication;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientsProperties.Factory;
import org.springframework.http.HttpMethod;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a connection to an HTTP service, beside those of every connection. The prefix is that of the defaults;
 * each connection has the same keys under {@code connections.<name>}.
 */
@ConfigurationProperties("connections.defaults.rest")
public class RestConnectionProperties implements SelfChecking, NamesSslBundle {

    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(30);

    private static final int DEFAULT_REDIRECTS = 10;

    /** Base URL, to which paths are appended. */
    private @Nullable String url;

    /** Bearer token of requests. */
    private @Nullable String token;

    /** API key of requests. */
    private @Nullable String apiKey;

    /** Headers of each request, unless it sets them itself. */
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** Query parameters of each request, unless it sets them itself. */
    private final Map<String, String> parameters = new LinkedHashMap<>();

    /**
     * HTTP client that sends the requests. Chosen by spring.http.clients.imperative.factory or a
     * ClientHttpRequestFactoryBuilder bean by default, otherwise jdk.
     */
    private @Nullable Factory httpClient;

    /**
     * Name of the SSL bundle with the trusted certificates and the client certificate. Falls back to
     * spring.http.clients.ssl.bundle.
     */
    private @Nullable String sslBundle;

    /** HTTP proxy, as host:port. */
    private @Nullable String proxy;

    /** Maximum time to open a TCP connection. Falls back to spring.http.clients.connect-timeout, then to 5 seconds. */
    private @Nullable Duration connectTimeout;

    /**
     * Maximum time that an attempt of a request takes until its response has been read. Falls back to
     * spring.http.clients.read-timeout, then to 30 seconds.
     */
    private @Nullable Duration readTimeout;

    /** Maximum time of a call with its retries, pauses and redirects. Twice the read-timeout by default. */
    private @Nullable Duration callTimeout;

    /** Maximum time of a download, or of a request with a streamed body. */
    private Duration transferTimeout = Duration.ofMinutes(10);

    /** Whether responses may be compressed. */
    private boolean compression = true;

    /** Maximum size of a response in memory, after decompression. Downloads and streams are not limited. */
    private DataSize maxResponseSize = DataSize.ofMegabytes(64);

    /** Whether HTTP/2 is used where the server offers it, over TLS. Only the HTTP client jdk supports it. */
    private boolean http2 = true;

    /**
     * Maximum number of redirects that a request follows. 10 by default, or 0 with
     * spring.http.clients.redirects=dont-follow.
     */
    private @Nullable Integer maxRedirects;

    @NestedConfigurationProperty
    private final RestAuthProperties auth = new RestAuthProperties();

    @NestedConfigurationProperty
    private final RestRetryProperties retry = new RestRetryProperties();

    @NestedConfigurationProperty
    private final RateLimitProperties rateLimit = new RateLimitProperties();

    @NestedConfigurationProperty
    private final RestHealthProperties health = new RestHealthProperties();

    @NestedConfigurationProperty
    private final RestCacheProperties cache = new RestCacheProperties();

    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = StringUtils.hasText(token) ? token : null;
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = StringUtils.hasText(apiKey) ? apiKey : null;
    }

    public Map<String, String> getHeaders() {
        return headers;
    }

    public Map<String, String> getParameters() {
        return parameters;
    }

    public @Nullable Factory getHttpClient() {
        return httpClient;
    }

    public void setHttpClient(@Nullable Factory httpClient) {
        this.httpClient = httpClient;
    }

    @Override
    public @Nullable String getSslBundle() {
        return sslBundle;
    }

    public void setSslBundle(@Nullable String sslBundle) {
        this.sslBundle = StringUtils.hasText(sslBundle) ? sslBundle : null;
    }

    public @Nullable String getProxy() {
        return proxy;
    }

    public void setProxy(@Nullable String proxy) {
        this.proxy = StringUtils.hasText(proxy) ? proxy : null;
    }

    public @Nullable Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(@Nullable Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public @Nullable Duration getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(@Nullable Duration readTimeout) {
        this.readTimeout = readTimeout;
    }

    public @Nullable Duration getCallTimeout() {
        return callTimeout;
    }

    public void setCallTimeout(@Nullable Duration callTimeout) {
        this.callTimeout = callTimeout;
    }

    public Duration getTransferTimeout() {
        return transferTimeout;
    }

    public void setTransferTimeout(Duration transferTimeout) {
        this.transferTimeout = transferTimeout;
    }

    public boolean isCompression() {
        return compression;
    }

    public void setCompression(boolean compression) {
        this.compression = compression;
    }

    public DataSize getMaxResponseSize() {
        return maxResponseSize;
    }

    public void setMaxResponseSize(DataSize maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public boolean isHttp2() {
        return http2;
    }

    public void setHttp2(boolean http2) {
        this.http2 = http2;
    }

    public @Nullable Integer getMaxRedirects() {
        return maxRedirects;
    }

    public void setMaxRedirects(@Nullable Integer maxRedirects) {
        this.maxRedirects = maxRedirects;
    }

    public RestAuthProperties getAuth() {
        return auth;
    }

    public RestRetryProperties getRetry() {
        return retry;
    }

    public RateLimitProperties getRateLimit() {
        return rateLimit;
    }

    public RestHealthProperties getHealth() {
        return health;
    }

    public RestCacheProperties getCache() {
        return cache;
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
        if (problemWithUrl() != null) {
            return Credentials.none();
        }
        String userInfo = URI.create(String.valueOf(url).strip()).getRawUserInfo();
        if (userInfo == null) {
            return Credentials.none();
        }
        int colon = userInfo.indexOf(':');
        String user = decoded((colon < 0) ? userInfo : userInfo.substring(0, colon));
        return Credentials.of(
                user.isEmpty() ? null : user, (colon < 0) ? null : decoded(userInfo.substring(colon + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** {@code null} if the credentials decide. */
    private @Nullable AuthType authType() {
        if (auth.getType() != null) {
            return auth.getType();
        }
        if (auth.getRegistration() != null) {
            return AuthType.OAUTH2;
        }
        return (apiKey != null || auth.getHeader() != null || auth.getParameter() != null) ? AuthType.API_KEY : null;
    }

    /** The registration whose tokens are sent, or {@code null}. */
    @Nullable
    String registration() {
        return (authType() == AuthType.OAUTH2) ? auth.getRegistration() : null;
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
                (auth.getParameter() != null)
                        ? Authentication.parameter(auth.getParameter())
                        : Authentication.header((auth.getHeader() != null) ? auth.getHeader() : "X-API-Key");
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
        String path = health.getPath();
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
        checkPositive("connect-timeout", connectTimeout, problems);
        checkPositive("read-timeout", readTimeout, problems);
        checkPositive("transfer-timeout", transferTimeout, problems);
        checkPositive("call-timeout", callTimeout, problems);
        if (maxResponseSize.toBytes() < 1) {
            problems.accept("max-response-size", "must be positive.");
        }
        checkPositive("cache.http-keep", cache.getHttpKeep(), problems);
        if (maxRedirects != null && maxRedirects < 0) {
            problems.accept("max-redirects", "must not be negative.");
        }
        if (health.getMethod() != HttpMethod.GET && health.getMethod() != HttpMethod.HEAD) {
            problems.accept("health.method", "must be GET or HEAD, because health checks repeat it.");
        }
        checkHealthPath(problem == null, problems);
        retry.check(problems);
    }

    private void checkHealthPath(boolean urlIsFine, BiConsumer<String, String> problems) {
        String path = health.getPath();
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
        if (auth.getHeader() != null && auth.getParameter() != null) {
            problems.accept("auth.parameter", "is set, and so is 'auth.header'. Keep one of them.");
        }
        if (type != AuthType.API_KEY && (auth.getHeader() != null || auth.getParameter() != null)) {
            problems.accept("auth.type", "is not api-key, but a name for the key is set. Remove one of them.");
        }
        if (type == AuthType.OAUTH2 && auth.getRegistration() == null) {
            problems.accept(
                    "auth.registration",
                    "is missing. Name one of spring.security.oauth2.client.registration, or remove 'auth.type'.");
        }
        if (type != AuthType.OAUTH2 && auth.getRegistration() != null) {
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
}
