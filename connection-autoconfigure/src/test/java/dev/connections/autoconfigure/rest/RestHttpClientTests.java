package dev.connections.autoconfigure.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.rest.RestConnection;
import dev.connections.rest.RestException;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import dev.connections.testing.http.RawHttpServer;
import dev.connections.testing.http.TrickleServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.SimpleClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;

/** The HTTP client of a connection, as the application chooses it for Spring Boot's clients. */
@Timeout(120)
class RestHttpClientTests {

    private static final String JDK = "Java-http-client";

    private static final String COMPONENTS = "Apache-HttpClient";

    private final HttpService service = HttpService.answering(call -> HttpAnswer.text(200, "fine"));

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    RestConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class))
            .withPropertyValues(
                    "connections.service.url=" + service.url(), "connections.service.retry.initial-interval=1ms");

    @AfterEach
    void stop() {
        service.close();
    }

    private String userAgent() {
        return service.lastCall().header("User-Agent");
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return compressed.toByteArray();
    }

    private static void get(RestConnection connection) {
        assertThat(connection.get("/", String.class)).isEqualTo("fine");
    }

    @Test
    void isThatOfTheJdkAlsoWhenAnotherLibraryIsPresent() {
        runner.run(context -> {
            assertThat(context.getBean(ClientHttpRequestFactoryBuilder.class))
                    .isInstanceOf(HttpComponentsClientHttpRequestFactoryBuilder.class);
            get(context.getBean(RestConnection.class));
            assertThat(userAgent()).startsWith(JDK);
        });
    }

    @Test
    void isTheOneThatTheApplicationConfigures() {
        runner.withPropertyValues("spring.http.clients.imperative.factory=http-components")
                .run(context -> {
                    get(context.getBean(RestConnection.class));
                    assertThat(userAgent()).startsWith(COMPONENTS);
                });
    }

    @Test
    void isTheOneThatTheConnectionNames() {
        runner.withPropertyValues(
                        "spring.http.clients.imperative.factory=http-components", "connections.service.http-client=jdk")
                .run(context -> {
                    get(context.getBean(RestConnection.class));
                    assertThat(userAgent()).startsWith(JDK);
                });
        runner.withPropertyValues("connections.service.http-client=http-components")
                .run(context -> {
                    get(context.getBean(RestConnection.class));
                    assertThat(userAgent()).startsWith(COMPONENTS);
                });
        runner.withPropertyValues("connections.service.http-client=simple").run(context -> {
            get(context.getBean(RestConnection.class));
            assertThat(userAgent()).startsWith("Java/");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "http-components, org.apache.hc, org.apache.httpcomponents.client5:httpclient5",
        "jetty, org.eclipse.jetty, org.eclipse.jetty:jetty-client",
        "reactor, reactor.netty, io.projectreactor.netty:reactor-netty-http"
    })
    void failsTheStartIfItsLibraryIsMissing(String client, String hidden, String dependency) {
        runner.withClassLoader(new FilteredClassLoader(hidden))
                .withPropertyValues("connections.service.http-client=" + client)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("connections.service.http-client")
                        .hasStackTraceContaining("Add the dependency " + dependency + "."));
    }

    @Test
    void isTheBuilderBeanOfTheApplication() {
        runner.withBean(ClientHttpRequestFactoryBuilder.class, () -> ClientHttpRequestFactoryBuilder.httpComponents()
                        .withHttpClientCustomizer(http -> http.setUserAgent("pets/1")))
                .run(context -> {
                    get(context.getBean(RestConnection.class));
                    assertThat(userAgent()).isEqualTo("pets/1");
                });
    }

    @Test
    void isCustomizedAsThatOfSpringBoot() {
        runner.withUserConfiguration(Customizers.class).run(context -> {
            get(context.getBean(RestConnection.class));
            assertThat(userAgent()).isEqualTo("customized");
        });
        runner.withUserConfiguration(Customizers.class)
                .withPropertyValues("connections.service.http-client=jdk")
                .run(context -> {
                    get(context.getBean(RestConnection.class));
                    assertThat(userAgent()).startsWith(JDK);
                    assertThat(context.getBean(AtomicInteger.class)).hasPositiveValue();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor", "simple"})
    void isCustomizedForASingleConnection(String client) {
        runner.withUserConfiguration(ForOneConnection.class)
                .withPropertyValues(
                        "connections.service.http-client=" + client,
                        "connections.other.url=" + service.url(),
                        "connections.other.http-client=" + client)
                .run(context -> {
                    get(context.getBean("service", RestConnection.class));
                    get(context.getBean("other", RestConnection.class));
                    assertThat(context.getBean(Customized.class).names).containsOnly("service:" + client);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor", "simple"})
    void hasTheTimeoutsOfTheApplication(String client) throws Exception {
        try (TrickleServer silent = TrickleServer.silent()) {
            runner.withPropertyValues(
                            "connections.service.url=" + silent.url(),
                            "connections.service.http-client=" + client,
                            "connections.service.retry.attempts=1",
                            "spring.http.clients.read-timeout=1s")
                    .run(context -> {
                        RestConnection connection = context.getBean(RestConnection.class);
                        long began = System.nanoTime();
                        assertThatExceptionOfType(RestException.class)
                                .isThrownBy(() -> connection.get("/").send())
                                .withMessageContaining("timed out: no complete response within 1 s ('read-timeout')");
                        assertThat(System.nanoTime() - began).isBetween(900_000_000L, 30_000_000_000L);
                    });
        }
    }

    @Test
    void hasTheTimeoutOfTheConnectionBeforeThatOfTheApplication() throws Exception {
        try (TrickleServer silent = TrickleServer.silent()) {
            runner.withPropertyValues(
                            "connections.service.url=" + silent.url(),
                            "connections.service.retry.attempts=1",
                            "connections.service.read-timeout=200ms",
                            "spring.http.clients.read-timeout=10m")
                    .run(context -> assertThatExceptionOfType(RestException.class)
                            .isThrownBy(() -> context.getBean(RestConnection.class)
                                    .get("/")
                                    .send())
                            .withMessageContaining("200 ms ('read-timeout')"));
        }
    }

    @Test
    void hasTheSettingsBeanOfTheApplication() {
        service.answer(call -> HttpAnswer.status(302).with("Location", "/next"));
        runner.withBean(HttpClientSettings.class, () -> HttpClientSettings.defaults()
                        .withRedirects(HttpRedirects.DONT_FOLLOW))
                .run(context -> {
                    assertThatExceptionOfType(RestException.class)
                            .isThrownBy(() -> context.getBean(RestConnection.class)
                                    .get("/")
                                    .send())
                            .withMessageContaining("more than 0 times");
                    assertThat(service.calls()).hasSize(1);
                });
    }

    @Test
    void followsRedirectsOnlyAsFarAsTheApplicationAllows() {
        service.answer(call -> call.path().equals("/next")
                ? HttpAnswer.text(200, "fine")
                : HttpAnswer.status(302).with("Location", "/next"));
        runner.withPropertyValues("spring.http.clients.redirects=dont-follow").run(context -> assertThatExceptionOfType(
                        RestException.class)
                .isThrownBy(() -> context.getBean(RestConnection.class).get("/").send())
                .withMessageContaining("more than 0 times"));
        runner.withPropertyValues("spring.http.clients.redirects=dont-follow", "connections.service.max-redirects=1")
                .run(context -> get(context.getBean(RestConnection.class)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor", "simple"})
    void keepsCredentialsFromOtherHostsWhateverTheClientIs(String client) {
        try (HttpService other = HttpService.answering(call -> HttpAnswer.text(200, "fine"))) {
            service.answer(call -> HttpAnswer.status(302)
                    .with("Location", "http://localhost:" + other.port() + "/")
                    .with("Set-Cookie", "session=1"));
            runner.withPropertyValues(
                            "connections.service.http-client=" + client,
                            "connections.service.token=s3cr3t-t0ken",
                            "spring.http.clients.redirects=follow")
                    .run(context -> {
                        get(context.getBean(RestConnection.class));
                        get(context.getBean(RestConnection.class));
                        assertThat(service.lastCall().header("Authorization")).isEqualTo("Bearer s3cr3t-t0ken");
                        assertThat(service.lastCall().header("Cookie")).isNull();
                        assertThat(other.lastCall().header("Authorization")).isNull();
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor", "simple"})
    void theConnectionAloneRepeatsRequests(String client) {
        service.answer(call -> HttpAnswer.status(503).with("Retry-After", "0"));
        runner.withPropertyValues("connections.service.http-client=" + client, "connections.service.retry.attempts=3")
                .run(context -> {
                    RestConnection connection = context.getBean(RestConnection.class);
                    assertThatExceptionOfType(RestException.class)
                            .isThrownBy(() -> connection.get("/").send());
                    assertThat(service.calls()).hasSize(3);
                    assertThatExceptionOfType(RestException.class)
                            .isThrownBy(() -> connection.post("/").body("x").send());
                    assertThat(service.calls()).hasSize(4);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty"})
    void abortsAResponseThatTricklesWhenItsTimeIsOver(String client) throws Exception {
        for (TrickleServer.Part part : TrickleServer.Part.values()) {
            try (TrickleServer trickle = TrickleServer.trickling(part)) {
                runner.withPropertyValues(
                                "connections.service.url=" + trickle.url(),
                                "connections.service.http-client=" + client,
                                "connections.service.retry.attempts=1",
                                "connections.service.read-timeout=1s")
                        .run(context -> {
                            RestConnection connection = context.getBean(RestConnection.class);
                            assertThatExceptionOfType(RestException.class)
                                    .isThrownBy(() -> connection.get("/", String.class))
                                    .withMessageContaining("no complete response within 1 s ('read-timeout')");
                        });
                trickle.awaitClosed();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor", "simple"})
    void aBodyThatIsNotReadToItsEndIsAborted(String client) throws Exception {
        try (TrickleServer endless = TrickleServer.endless()) {
            runner.withPropertyValues(
                            "connections.service.url=" + endless.url(), "connections.service.http-client=" + client)
                    .run(context -> {
                        RestConnection connection = context.getBean(RestConnection.class);
                        int first = connection
                                .restClient()
                                .get()
                                .uri("/")
                                .exchangeForRequiredValue((request, response) -> {
                                    try (InputStream body = response.getBody()) {
                                        return body.read();
                                    }
                                });
                        assertThat(first).isEqualTo('x');
                        endless.awaitClosed();
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor", "simple"})
    void decompressesWithinTheLimitOfTheResponse(String client) {
        byte[] large = new byte[2 * 1024 * 1024];
        service.answer(call -> new HttpAnswer(200, Map.of("Content-Encoding", "gzip"), gzip(large)));
        runner.withPropertyValues(
                        "connections.service.http-client=" + client, "connections.service.max-response-size=1MB")
                .run(context -> assertThatExceptionOfType(RestException.class)
                        .isThrownBy(() -> context.getBean(RestConnection.class).get("/", byte[].class))
                        .withMessageContaining("'max-response-size'"));
        runner.withPropertyValues("connections.service.http-client=" + client).run(context -> {
            assertThat(context.getBean(RestConnection.class).get("/", byte[].class))
                    .isEqualTo(large);
            assertThat(service.lastCall().header("Accept-Encoding")).isEqualTo("gzip");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor", "simple"})
    void theStatusOfAnErrorCountsHoweverItsBodyIsBroken(String client) {
        HttpAnswer gone = HttpAnswer.text(410, "gone");
        for (HttpAnswer broken : List.of(gone.brokenOff(), gone.with("Content-Encoding", "gzip"))) {
            service.answer(call -> broken);
            runner.withPropertyValues("connections.service.http-client=" + client)
                    .run(context -> assertThatExceptionOfType(RestException.class)
                            .isThrownBy(
                                    () -> context.getBean(RestConnection.class).get("/", String.class))
                            .satisfies(failure -> assertThat(failure.status()).isEqualTo(HttpStatus.GONE)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty"})
    void cookiesAreStoredOnlyIfTheApplicationSaysSo(String client) {
        service.answer(call -> HttpAnswer.text(200, "fine").with("Set-Cookie", "session=1"));
        ApplicationContextRunner chosen = runner.withPropertyValues("connections.service.http-client=" + client);
        chosen.run(context -> {
            get(context.getBean(RestConnection.class));
            get(context.getBean(RestConnection.class));
            assertThat(service.lastCall().header("Cookie")).isNull();
        });
        chosen.withPropertyValues("spring.http.clients.cookie-handling=enable").run(context -> {
            get(context.getBean(RestConnection.class));
            get(context.getBean(RestConnection.class));
            assertThat(service.lastCall().header("Cookie")).isEqualTo("session=1");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "simple"})
    void usesTheProxyOfTheConnection(String client) {
        runner.withPropertyValues(
                        "connections.service.url=http://service.invalid/v1",
                        "connections.service.http-client=" + client,
                        "connections.service.proxy=127.0.0.1:" + service.port())
                .run(context -> {
                    get(context.getBean(RestConnection.class));
                    assertThat(service.lastCall().header("Host")).isEqualTo("service.invalid");
                });
    }

    /** Jetty fails such a response, as the challenge is missing. */
    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor", "simple"})
    void theServerMayRefuseTheCredentialsWithoutAChallenge(String client) {
        service.answer(call -> HttpAnswer.text(401, "token expired"));
        runner.withPropertyValues("connections.service.http-client=" + client, "connections.service.token=s3cr3t-t0ken")
                .run(context -> assertThatExceptionOfType(RestException.class)
                        .isThrownBy(() -> context.getBean(RestConnection.class).get("/", String.class))
                        .satisfies(failure -> assertThat(failure.status()).isEqualTo(HttpStatus.UNAUTHORIZED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor", "simple"})
    void offersCompressionOnlyAsConfigured(String client) {
        runner.withPropertyValues("connections.service.http-client=" + client).run(context -> {
            RestConnection connection = context.getBean(RestConnection.class);
            get(connection);
            assertThat(service.lastCall().headers().get("Accept-Encoding")).containsExactly("gzip");
            connection.get("/").header("Accept-Encoding", "identity").send();
            assertThat(service.lastCall().headers().get("Accept-Encoding")).containsExactly("identity");
        });
        runner.withPropertyValues("connections.service.http-client=" + client, "connections.service.compression=false")
                .run(context -> {
                    get(context.getBean(RestConnection.class));
                    assertThat(service.lastCall().header("Accept-Encoding")).isNull();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor"})
    void failsForABodyThatBreaksOff(String client) {
        service.answer(call -> HttpAnswer.text(200, "fine").brokenOff());
        runner.withPropertyValues("connections.service.http-client=" + client, "connections.service.retry.attempts=1")
                .run(context -> assertThatExceptionOfType(RestException.class)
                        .isThrownBy(() -> context.getBean(RestConnection.class).get("/", String.class)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor", "simple"})
    void aDownloadMayTakeLongerThanTheReadTimeout(String client, @TempDir Path directory) {
        try (RawHttpServer slow = RawHttpServer.start()) {
            slow.answer(out -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                CountDownLatch never = new CountDownLatch(1);
                for (int i = 0; i < 16 && !never.await(100, TimeUnit.MILLISECONDS); i++) {
                    out.write('x');
                    out.flush();
                }
            });
            runner.withPropertyValues(
                            "connections.service.url=" + slow.url(),
                            "connections.service.http-client=" + client,
                            "connections.service.read-timeout=1s")
                    .run(context -> {
                        Path file = directory.resolve("file");
                        context.getBean(RestConnection.class).get("/").download(file);
                        assertThat(file).hasContent("x".repeat(16));
                    });
        }
    }

    @Test
    void theThreadsOfJettyEndWithTheConnection() {
        runner.withPropertyValues("connections.service.http-client=jetty").run(context -> {
            RestConnection connection = context.getBean(RestConnection.class);
            get(connection);
            connection.reset();
            get(connection);
        });
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().matches("HttpClient@[0-9a-f]+-\\d+")));
    }

    @Test
    void saysThatAProxyCannotBePassedToAnUnknownClient() {
        runner.withBean(
                        ClientHttpRequestFactoryBuilder.class,
                        () -> settings -> ClientHttpRequestFactoryBuilder.jdk().build(settings))
                .withPropertyValues("connections.service.proxy=127.0.0.1:" + service.port())
                .run(context -> assertThatExceptionOfType(RuntimeException.class)
                        .isThrownBy(() ->
                                context.getBean(RestConnection.class).get("/").send())
                        .withMessageContaining("'service'")
                        .withMessageContaining("'proxy' is set"));
    }

    @Test
    void aClientOfTheApplicationsOwnWorks() {
        runner.withBean(
                        ClientHttpRequestFactoryBuilder.class,
                        () -> settings -> ClientHttpRequestFactoryBuilder.jdk().build(settings))
                .run(context -> {
                    RestConnection connection = context.getBean(RestConnection.class);
                    get(connection);
                    service.answer(call -> HttpAnswer.text(200, new String(call.body(), StandardCharsets.UTF_8)));
                    assertThat(connection.post("/", "posted", String.class)).isEqualTo("posted");
                    connection.reset();
                    assertThat(connection.post("/", "again", String.class)).isEqualTo("again");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        AtomicInteger jdkCustomizations() {
            return new AtomicInteger();
        }

        @Bean
        ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> components() {
            return builder -> builder.withHttpClientCustomizer(Customizers::name);
        }

        private static void name(HttpClientBuilder http) {
            http.setUserAgent("customized");
        }

        @Bean
        ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> jdk(
                AtomicInteger jdkCustomizations) {
            return builder -> builder.withHttpClientCustomizer(http -> jdkCustomizations.incrementAndGet());
        }
    }

    static class Customized {

        private final List<String> names = new CopyOnWriteArrayList<>();

        private void add(ConnectionName connection, String client) {
            if (connection.value().equals("service")) {
                names.add(connection.value() + ":" + client);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ForOneConnection {

        @Bean
        Customized customized() {
            return new Customized();
        }

        @Bean
        RestHttpClientCustomizer<JdkClientHttpRequestFactoryBuilder> jdk(Customized customized) {
            return (connection, builder) -> builder.withHttpClientCustomizer(http -> customized.add(connection, "jdk"));
        }

        @Bean
        RestHttpClientCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> components(Customized customized) {
            return (connection, builder) ->
                    builder.withHttpClientCustomizer(http -> customized.add(connection, "http-components"));
        }

        @Bean
        RestHttpClientCustomizer<JettyClientHttpRequestFactoryBuilder> jetty(Customized customized) {
            return (connection, builder) ->
                    builder.withHttpClientCustomizer(http -> customized.add(connection, "jetty"));
        }

        @Bean
        RestHttpClientCustomizer<ReactorClientHttpRequestFactoryBuilder> reactor(Customized customized) {
            return (connection, builder) -> builder.withHttpClientCustomizer(http -> {
                customized.add(connection, "reactor");
                return http;
            });
        }

        @Bean
        RestHttpClientCustomizer<SimpleClientHttpRequestFactoryBuilder> simple(Customized customized) {
            return (connection, builder) -> builder.withCustomizer(requests -> customized.add(connection, "simple"));
        }
    }
}
