package dev.connections.rest.request;

import dev.connections.DelegatingConnection;
import dev.connections.ManagedConnection;
import dev.connections.rest.RestConnection;
import dev.connections.rest.RestRequest;
import dev.connections.rest.RestSettings;
import dev.connections.rest.cache.BufferedResponseCodec;
import dev.connections.rest.cache.HttpCache;
import dev.connections.rest.client.AuthorizedClient;
import dev.connections.rest.exchange.RequestObservations;
import dev.connections.rest.exchange.RestErrors;
import dev.connections.rest.exchange.RestExchange;
import dev.connections.rest.url.ReloadableUriBuilderFactory;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.support.WaitingClock;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** An HTTP connection on top of a supervised HTTP client. Safe for use by several threads. */
public final class SupervisedRestConnection extends DelegatingConnection<ClientHttpRequestFactory>
        implements RestConnection {

    private final RestExchange exchange;

    private final RestClient restClient;

    private final HttpServiceProxyFactory proxies;

    /**
     * @param connection the supervised HTTP client
     * @param settings how requests are made
     * @param builder what {@link #restClient()} is made of: its message converters, its interceptors, where it is
     *     observed
     */
    public SupervisedRestConnection(
            ManagedConnection<AuthorizedClient> connection, RestSettings settings, RestClient.Builder builder) {
        this(
                connection,
                settings,
                builder,
                RequestObservations.none(),
                WaitingClock.SYSTEM,
                SupervisionRegistries.create());
    }

    /**
     * Creates a connection.
     *
     * @param connection the supervised HTTP client
     * @param settings how requests are made
     * @param builder what {@link #restClient()} is made of
     * @param observations observes the requests that are sent
     * @param clock what pauses between attempts are waited by
     * @param registries where the retry of requests is registered
     */
    public SupervisedRestConnection(
            ManagedConnection<AuthorizedClient> connection,
            RestSettings settings,
            RestClient.Builder builder,
            RequestObservations observations,
            WaitingClock clock,
            SupervisionRegistries registries) {
        super(connection);
        this.exchange = new RestExchange(connection, settings, observations, clock, registries);
        connection.cache().addCodec(new BufferedResponseCodec());
        RestClient.Builder own = builder.clone();
        configure(own);
        this.restClient = own.build();
        this.proxies = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(restClient))
                .build();
    }

    @Override
    public void configure(RestClient.Builder builder) {
        RestErrors errors = exchange.errors();
        builder.uriBuilderFactory(new ReloadableUriBuilderFactory(
                        () -> exchange.settings().baseUrl()))
                .requestFactory(new SupervisedRequestFactory(exchange, new HttpCache(exchange, cache())))
                // attempts are observed where they are made: a cached response is no request
                .observationRegistry(ObservationRegistry.NOOP)
                .configureMessageConverters(converters ->
                        converters.configureMessageConvertersList(all -> LimitedMessageConverter.guard(all, exchange)))
                .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
                    throw errors.ofResponse(
                            request.getMethod(), request.getURI(), response, exchange.redaction(response));
                });
    }

    /** How requests are made from now on. */
    public void useSettings(RestSettings settings) {
        exchange.useSettings(settings);
    }

    @Override
    public RestRequest get(String path) {
        return request(HttpMethod.GET, path);
    }

    @Override
    public RestRequest get(URI address) {
        return new ClientRestRequest(
                restClient, exchange, HttpMethod.GET, String.valueOf(address.getRawPath()), address);
    }

    @Override
    public RestRequest post(String path) {
        return request(HttpMethod.POST, path);
    }

    @Override
    public RestRequest put(String path) {
        return request(HttpMethod.PUT, path);
    }

    @Override
    public RestRequest patch(String path) {
        return request(HttpMethod.PATCH, path);
    }

    @Override
    public RestRequest delete(String path) {
        return request(HttpMethod.DELETE, path);
    }

    private RestRequest request(HttpMethod method, String path) {
        return new ClientRestRequest(restClient, exchange, method, path, null);
    }

    @Override
    public RestClient restClient() {
        return restClient;
    }

    @Override
    public <T> T client(Class<T> httpInterface) {
        return proxies.createClient(httpInterface);
    }
}
