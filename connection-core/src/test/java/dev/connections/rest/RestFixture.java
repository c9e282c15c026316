package dev.connections.rest;

import dev.connections.ConnectionName;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.rest.client.Authentication;
import dev.connections.rest.client.AuthorizedClient;
import dev.connections.rest.client.HttpClientResource;
import dev.connections.rest.client.RestConnectionFactory;
import dev.connections.rest.client.RestHealthCheck;
import dev.connections.rest.exchange.RequestObservations;
import dev.connections.rest.request.SupervisedRestConnection;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.resource.ConnectConfig;
import dev.connections.support.WaitingClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;

/** A connection to a service as an application has it. */
final class RestFixture implements AutoCloseable {

    final SupervisedConnection<AuthorizedClient> supervised;

    final SupervisedRestConnection connection;

    final SupervisionRegistries registries;

    RestFixture(RestSettings settings) {
        this(settings, Authentication.none(), Credentials.none(), CacheSettings.defaults(), WaitingClock.SYSTEM);
    }

    RestFixture(
            RestSettings settings,
            Authentication authentication,
            Credentials credentials,
            CacheSettings cache,
            WaitingClock clock) {
        this(settings, authentication, credentials, cache, RequestObservations.none(), clock);
    }

    RestFixture(
            RestSettings settings,
            Authentication authentication,
            Credentials credentials,
            CacheSettings cache,
            RequestObservations observations,
            WaitingClock clock) {
        this(settings, authentication, credentials, cache, observations, clock, SupervisionRegistries.create());
    }

    RestFixture(
            RestSettings settings,
            Authentication authentication,
            Credentials credentials,
            CacheSettings cache,
            RequestObservations observations,
            WaitingClock clock,
            SupervisionRegistries registries) {
        this.registries = registries;
        ConnectionName name = new ConnectionName("weather");
        RestHealthCheck health = new RestHealthCheck(
                null, HttpMethod.GET, settings.baseUrl(), null, address -> true, Duration.ofSeconds(5));
        this.supervised = new SupervisedConnection<>(
                name,
                "rest",
                ConnectConfig.of(
                        name.value(),
                        new RestConnectionFactory(
                                name,
                                settings.baseUrl(),
                                () -> client(settings.timeouts().read()),
                                authentication,
                                health),
                        CredentialsProvider.of(credentials),
                        SupervisionSettings.defaults()),
                new QueryCache("weather", cache),
                registries);
        this.connection = new SupervisedRestConnection(
                supervised, settings, RestClient.builder(), observations, clock, registries);
    }

    static RestSettings settings(URI url) {
        return RestSettings.of(url);
    }

    private static HttpClientResource client(Duration readTimeout) {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return HttpClientResource.of(client, readTimeout);
    }

    @Override
    public void close() {
        supervised.close();
    }
}
