package dev.connections.rest;

import dev.connections.ConnectionName;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.SupervisionSettings;
import dev.connections.supervision.WaitingClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** A connection to a service as an application has it. */
final class RestScene implements AutoCloseable {

    final SupervisedConnection<ClientHttpRequestFactory> supervised;

    final SupervisedRestConnection connection;

    RestScene(RestSettings settings) {
        this(settings, Authentication.none(), Credentials.none(), CacheSettings.defaults(), WaitingClock.SYSTEM);
    }

    RestScene(
            RestSettings settings,
            Authentication authentication,
            Credentials credentials,
            CacheSettings cache,
            WaitingClock clock) {
        ConnectionName name = new ConnectionName("weather");
        RestHealthCheck health = new RestHealthCheck(
                null, HttpMethod.GET, settings.baseUrl(), null, address -> true, Duration.ofSeconds(5));
        this.supervised = new SupervisedConnection<>(
                name,
                "rest",
                new RestConnectionFactory(
                        name, settings.baseUrl(), RestScene::client, RestConnectionFactory.by(authentication), health),
                CredentialsProvider.of(credentials),
                SupervisionSettings.defaults(),
                new QueryCache("weather", cache));
        this.connection = new SupervisedRestConnection(supervised, settings, RestClient.builder(), clock);
    }

    static RestSettings settings(URI url) {
        return RestSettings.of(url);
    }

    private static HttpClientResource client() {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        JdkClientHttpRequestFactory calls = new JdkClientHttpRequestFactory(client);
        calls.setReadTimeout(Duration.ofSeconds(30));
        JdkClientHttpRequestFactory transfers = new JdkClientHttpRequestFactory(client);
        transfers.setReadTimeout(Duration.ofMinutes(5));
        return new HttpClientResource(calls, transfers, () -> {});
    }

    @Override
    public void close() {
        supervised.close();
    }
}
