package dev.connections.autoconfigure.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.cache.CachedQueriesAutoConfiguration;
import dev.connections.cache.CachedQuery;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.rest.RestConnection;
import dev.connections.rest.RestException;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

/** Connections of the type {@code rest}. */
@Timeout(60)
class RestConnectionAutoConfigurationTests {

    record Weather(String city, double degrees) {}

    private final AtomicInteger answers = new AtomicInteger();

    private final HttpService service = HttpService.answering(
            call -> HttpAnswer.json("{\"city\": \"Lima\", \"degrees\": " + answers.incrementAndGet() + "}"));

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    HttpMessageConvertersAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    HttpServiceClientAutoConfiguration.class,
                    HttpServiceClientPropertiesAutoConfiguration.class,
                    RestConnectionAutoConfiguration.class,
                    CachedQueriesAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class));

    private final ApplicationContextRunner weather =
            runner.withPropertyValues("connections.weather.url=" + service.url() + "/v1");

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void oneUrlIsEnough() {
        weather.run(context -> {
            RestConnection connection = context.getBean(RestConnection.class);
            assertThat(connection
                            .get("/weather", Map.of("q", "Lima"), Weather.class)
                            .city())
                    .isEqualTo("Lima");
            assertThat(connection.type()).isEqualTo("rest");
            assertThat(connection.state()).isEqualTo(ConnectionState.UP);
            assertThat(service.lastCall().path()).isEqualTo("/v1/weather");
            assertThat(context.getBean("weather")).isSameAs(connection);
        });
    }

    @Test
    void theUserOfTheUrlIsSentAndNotShown() {
        URI url = URI.create("http://ann:s3cr%40t@127.0.0.1:" + service.port() + "/v1/");
        runner.withPropertyValues("connections.weather.url=" + url).run(context -> {
            RestConnection connection = context.getBean(RestConnection.class);
            connection.get("/weather").send();
            assertThat(service.lastCall().header(HttpHeaders.AUTHORIZATION))
                    .isEqualTo("Basic " + HttpHeaders.encodeBasicAuth("ann", "s3cr@t", null));
            assertThat(connection.toString()).doesNotContain("s3cr");
            assertThat(service.lastCall().path()).isEqualTo("/v1/weather");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "token=t0k, Authorization, Bearer t0k",
        "password=t0k, Authorization, Bearer t0k",
        "api-key=k3y, X-API-Key, k3y",
    })
    void aTokenOrAKeyIsSent(String property, String header, String value) {
        weather.withPropertyValues("connections.weather." + property).run(context -> {
            context.getBean(RestConnection.class).get("/weather").send();
            assertThat(service.lastCall().header(header)).isEqualTo(value);
        });
    }

    @Test
    void aKeyHasTheNameThatIsSaid() {
        weather.withPropertyValues("connections.weather.api-key=k3y", "connections.weather.auth.header=X-Key")
                .run(context -> {
                    context.getBean(RestConnection.class).get("/weather").send();
                    assertThat(service.lastCall().header("X-Key")).isEqualTo("k3y");
                });
        weather.withPropertyValues("connections.weather.api-key=k3y", "connections.weather.auth.parameter=appid")
                .run(context -> {
                    context.getBean(RestConnection.class).get("/weather").send();
                    assertThat(service.lastCall().query()).isEqualTo("appid=k3y");
                });
    }

    @Test
    void aProviderOfCredentialsIsAsked() {
        weather.withUserConfiguration(Provider.class)
                .withPropertyValues("connections.weather.auth.type=bearer")
                .run(context -> {
                    context.getBean(RestConnection.class).get("/weather").send();
                    assertThat(service.lastCall().header(HttpHeaders.AUTHORIZATION))
                            .isEqualTo("Bearer provided");
                });
    }

    @Test
    void allProblemsAreToldAtOnce() {
        runner.withPropertyValues(
                        "connections.a.type=rest",
                        "connections.b.url=http://127.0.0.1/?q=1",
                        "connections.c.url=http://127.0.0.1/",
                        "connections.c.token=x",
                        "connections.c.api-key=y",
                        "connections.c.read-timeout=0",
                        "connections.c.proxy=http://proxy:1",
                        "connections.c.rate-limit.calls=0",
                        "connections.c.retry.attempts=0",
                        "connections.c.health.method=DELETE",
                        "connections.c.health.path=http://other/",
                        "connections.c.ssl-bundle=none",
                        "connections.d.url=https://127.0.0.1/",
                        "connections.d.auth.type=oauth2",
                        "connections.d.redirects=3")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("connections.a.url")
                        .hasMessageContaining("connections.b.url")
                        .hasMessageContaining("Set 'parameters' instead")
                        .hasMessageContaining("connections.c.api-key")
                        .hasMessageContaining("connections.c.read-timeout")
                        .hasMessageContaining("connections.c.proxy")
                        .hasMessageContaining("connections.c.rate-limit.calls")
                        .hasMessageContaining("connections.c.retry.attempts")
                        .hasMessageContaining("connections.c.health.method")
                        .hasMessageContaining("connections.c.health.path")
                        .hasMessageContaining("connections.c.ssl-bundle")
                        .hasMessageContaining("connections.d.auth.registration")
                        .hasMessageContaining("connections.d.redirects")
                        .hasMessageContaining("max-redirects"));
    }

    @Test
    void aRegistrationNeedsAnOAuth2Client() {
        weather.withPropertyValues("connections.weather.auth.registration=github")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("spring.security.oauth2.client.registration.github"));
    }

    @Test
    void healthIsAskedForWhereThatIsSaid() {
        service.answer(call -> HttpAnswer.status(call.path().equals("/v1/ping") ? 401 : 200));
        weather.withPropertyValues("connections.weather.health.path=/ping", "connections.weather.token=wrong")
                .run(context -> {
                    RestConnection connection = context.getBean(RestConnection.class);
                    assertThatExceptionOfType(RuntimeException.class)
                            .isThrownBy(() -> connection.get("/weather").send())
                            .withMessageContaining("health");
                    assertThat(connection.state()).isEqualTo(ConnectionState.REFUSED);
                    assertThat(service.calls()).allMatch(call -> call.path().equals("/v1/ping"));
                });
    }

    @Test
    void addressesThatTheApplicationDoesNotAllowAreNotAsked() {
        weather.withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
                .run(context -> {
                    RestConnection connection = context.getBean(RestConnection.class);
                    assertThatExceptionOfType(RuntimeException.class)
                            .isThrownBy(() -> connection.get("/weather").send());
                    assertThat(service.calls()).isEmpty();
                });
    }

    @Test
    void redirectsDoNotLeadToAddressesThatAreNotAllowed() {
        try (HttpService inside = HttpService.answering(call -> HttpAnswer.status(200))) {
            service.answer(
                    call -> HttpAnswer.status(302).with("Location", "http://127.0.0.2:" + inside.port() + "/metadata"));
            weather.withBean(InetAddressFilter.class, () -> InetAddressFilter.of("127.0.0.1"))
                    .run(context -> {
                        RestConnection connection = context.getBean(RestConnection.class);
                        assertThatExceptionOfType(RuntimeException.class)
                                .isThrownBy(() -> connection.get("/weather").send())
                                .withStackTraceContaining("127.0.0.2");
                        assertThat(service.calls()).isNotEmpty();
                    });
        }
    }

    @Test
    void aProxyIsUsed() {
        try (HttpService proxy =
                HttpService.answering(call -> HttpAnswer.json("{\"city\": \"proxied\", \"degrees\": 1}"))) {
            runner.withPropertyValues(
                            "connections.weather.url=http://weather.invalid/v1",
                            "connections.weather.proxy=127.0.0.1:" + proxy.port())
                    .run(context -> {
                        RestConnection connection = context.getBean(RestConnection.class);
                        assertThat(connection.get("/weather", Weather.class).city())
                                .isEqualTo("proxied");
                        assertThat(proxy.lastCall().header("Host")).isEqualTo("weather.invalid");
                    });
        }
    }

    @Test
    void interfacesOfAGroupOfThatNameAreBoundToTheConnection() {
        weather.withUserConfiguration(Interfaces.class)
                .withPropertyValues(
                        "connections.weather.token=t0k",
                        "spring.http.serviceclient.weather.base-url=http://other.invalid")
                .run(context -> {
                    assertThat(context.getBean(WeatherApi.class).weather().city())
                            .isEqualTo("Lima");
                    assertThat(service.lastCall().path()).isEqualTo("/v1/weather");
                    assertThat(service.lastCall().header(HttpHeaders.AUTHORIZATION))
                            .isEqualTo("Bearer t0k");
                    service.answer(call -> HttpAnswer.status(404));
                    assertThatExceptionOfType(RestException.class)
                            .isThrownBy(() -> context.getBean(WeatherApi.class).weather());
                });
    }

    @Test
    void resultsAreCachedAsTheConnectionOrAMethodSays() {
        weather.withPropertyValues("connections.weather.cache.ttl=1h").run(context -> {
            RestConnection connection = context.getBean(RestConnection.class);
            double first = connection.get("/weather", Weather.class).degrees();
            assertThat(connection.get("/weather", Weather.class).degrees()).isEqualTo(first);
        });
        weather.withUserConfiguration(Caching.class).run(context -> {
            Forecasts forecasts = context.getBean(Forecasts.class);
            assertThat(forecasts.of("Lima")).isEqualTo(forecasts.of("Lima")).isNotEqualTo(forecasts.of("Oslo"));
        });
    }

    @Test
    void answersAreCachedAsTheServerSays() {
        service.answer(call -> HttpAnswer.json("{\"city\": \"a\", \"degrees\": " + answers.incrementAndGet() + "}")
                .with("Cache-Control", "max-age=60"));
        weather.withPropertyValues("connections.weather.cache.http=true").run(context -> {
            RestConnection connection = context.getBean(RestConnection.class);
            double first = connection.get("/weather", Weather.class).degrees();
            assertThat(connection.get("/weather", Weather.class).degrees()).isEqualTo(first);
        });
    }

    @Test
    void requestsAreObservedWithTheNameOfTheConnection() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        weather.withBean(TestObservationRegistry.class, () -> registry)
                .withPropertyValues("connections.weather.api-key=s3cret", "connections.weather.auth.parameter=appid")
                .run(context -> {
                    context.getBean(RestConnection.class)
                            .get("/cities/{id}")
                            .param("id", 7)
                            .as(Weather.class);
                    TestObservationRegistryAssert.assertThat(registry)
                            .hasObservationWithNameEqualTo("http.client.requests")
                            .that()
                            .hasLowCardinalityKeyValue("connection", "weather")
                            .hasLowCardinalityKeyValue("uri", "/v1/cities/{id}")
                            .hasLowCardinalityKeyValue("status", "200");
                    assertThat(registry.toString()).doesNotContain("s3cret");
                });
    }

    @Test
    void theConnectionFollowsWhenItIsConfiguredAnew() {
        try (HttpService other =
                HttpService.answering(call -> HttpAnswer.json("{\"city\": \"other\", \"degrees\": 1}"))) {
            weather.run(context -> {
                RestConnection connection = context.getBean(RestConnection.class);
                connection.get("/weather").send();
                context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new org.springframework.core.env.MapPropertySource(
                                "new",
                                Map.of(
                                        "connections.weather.url",
                                        other.url() + "/v2",
                                        "connections.weather.headers.X-Team",
                                        "north")));
                context.getBean(Connections.class).reload("weather");

                assertThat(connection.get("/weather", Weather.class).city()).isEqualTo("other");
                assertThat(other.lastCall().path()).isEqualTo("/v2/weather");
                assertThat(other.lastCall().header("X-Team")).isEqualTo("north");
            });
        }
    }

    @Test
    void aConnectionCanBeMadeAtRunTime() {
        runner.run(context -> {
            RestConnection adhoc = context.getBean(Connections.class)
                    .open("adhoc", RestConnection.class, Map.of("url", service.url(), "type", "rest"));
            assertThat(adhoc.get("/weather")
                            .ttl(Duration.ofHours(1))
                            .as(Weather.class)
                            .city())
                    .isEqualTo("Lima");
        });
    }

    interface WeatherApi {

        @GetExchange("/weather")
        Weather weather();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "weather", types = WeatherApi.class)
    static class Interfaces {}

    static class Forecasts {

        private final RestConnection weather;

        Forecasts(RestConnection weather) {
            this.weather = weather;
        }

        @CachedQuery(connection = "weather", ttl = "1h")
        public Weather of(String city) {
            return weather.get("/weather", Map.of("q", city), Weather.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Caching {

        @Bean
        Forecasts forecasts(RestConnection weather) {
            return new Forecasts(weather);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Provider {

        @Bean
        CredentialsProvider weatherCredentialsProvider() {
            return CredentialsProvider.of(Credentials.of(null, "provided"));
        }
    }
}
