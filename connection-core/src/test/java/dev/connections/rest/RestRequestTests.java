package dev.connections.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connections.cache.CacheSettings;
import dev.connections.credentials.Credentials;
import dev.connections.rest.client.Authentication;
import dev.connections.rest.exchange.RequestObservations;
import dev.connections.support.WaitingClock;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.http.MediaType;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;

/** What is sent, what is observed of it, and what is told of it. */
class RestRequestTests {

    private static final String SECRET = "t0p/s3cret+\"key\"&";

    private final HttpService service = HttpService.answering(call -> HttpAnswer.json("{}"));

    @AfterEach
    void close() {
        service.close();
    }

    private RestSettings settings(String path, Map<String, String> headers, Map<String, String> parameters) {
        RestSettings plain = RestFixture.settings(service.url());
        return new RestSettings(
                URI.create(service.url() + path),
                headers,
                parameters,
                plain.retry(),
                null,
                plain.cache(),
                plain.timeouts(),
                plain.limits());
    }

    @Test
    void aHeaderOfTheRequestReplacesThatOfTheConnection() {
        try (RestFixture scene =
                new RestFixture(settings("", Map.of("X-Team", "north", "Accept", "text/csv"), Map.of()))) {
            scene.connection.get("/x").header("x-team", "south").send();
            assertThat(service.lastCall().headers().get("X-Team")).containsExactly("south");
            scene.connection
                    .restClient()
                    .get()
                    .uri("/x")
                    .header("X-Team", "west")
                    .retrieve()
                    .toBodilessEntity();
            assertThat(service.lastCall().headers().get("X-Team")).containsExactly("west");
            scene.connection.get("/x").send();
            assertThat(service.lastCall().headers().get("X-Team")).containsExactly("north");
            assertThat(service.lastCall().headers().get("Accept")).containsExactly("text/csv");
        }
    }

    public record Broken(String name) {

        public String value() {
            throw new IllegalStateException("broken bean");
        }

        public String getValue() {
            return value();
        }
    }

    @Test
    void aBodyThatCannotBeWrittenIsNotSent() {
        try (RestFixture scene = new RestFixture(RestFixture.settings(service.url()))) {
            for (RestRequest request : List.of(
                    scene.connection.post("/x").body(new Broken("a")),
                    scene.connection.put("/x").body(List.of(Map.of("a", new Broken("b")))),
                    scene.connection.post("/x").contentType(MediaType.IMAGE_PNG).body(Map.of("a", 1)),
                    scene.connection.post("/x").part("a", "b").part("c", new Broken("d")),
                    scene.connection.post("/x").part("file", Path.of("/no/such/file")))) {
                assertThatExceptionOfType(RestException.class)
                        .isThrownBy(request::send)
                        .withMessageContaining("/x was not sent: its body cannot be written");
            }
        }
        assertThat(service.calls()).isEmpty();
    }

    @Test
    void aTextSaysItsCharset() {
        try (RestFixture scene = new RestFixture(RestFixture.settings(service.url()))) {
            scene.connection
                    .post("/x")
                    .contentType(MediaType.TEXT_PLAIN)
                    .body("Zoë")
                    .send();
        }
        assertThat(service.lastCall().header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(service.lastCall().text()).isEqualTo("Zoë");
    }

    @Test
    void configuredSecretsAreNotToldHoweverTheServerEchoesThem() {
        String segment = "T012-AbCdEf";
        service.answer(call -> HttpAnswer.text(
                        422,
                        call.header("X-Custom") + " " + call.query() + " " + call.path() + " "
                                + call.query().toLowerCase(Locale.ROOT) + " "
                                + SECRET.replace("\"", "\\\"") + " "
                                + SECRET.replace("&", "&amp;").replace("\"", "&quot;"))
                .with("Location", "/" + segment + "/" + call.query()));
        Map<String, String> headers = Map.of("X-Custom", SECRET, "Authorization", "Token abc123DEF");
        try (RestFixture scene = new RestFixture(settings("/hooks/" + segment, headers, Map.of("sig", SECRET)))) {
            RestException failure = catchThrowableOfType(
                    RestException.class, () -> scene.connection.get("/x").as(Map.class));
            assertThat(everything(failure))
                    .contains("GET /x was answered with 422")
                    .doesNotContain(segment);
            assertThat(everything(failure).toLowerCase(Locale.ROOT))
                    .doesNotContain("s3cret")
                    .doesNotContain("abc123def");

            service.answer(call -> HttpAnswer.json("{\"a\": abc123DEF " + segment + "}"));
            RestException unreadable = catchThrowableOfType(
                    RestException.class, () -> scene.connection.get("/x").as(Map.class));
            assertThat(everything(unreadable)).doesNotContain(segment).doesNotContain("abc123DEF");
        }
    }

    private static String everything(RestException failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace + failure.body() + failure.path() + failure.problem();
    }

    private RestFixture observed(ObservationRegistry registry, RestSettings settings) {
        return new RestFixture(
                settings,
                Authentication.none(),
                Credentials.none(),
                CacheSettings.defaults(),
                new RequestObservations(registry, new DefaultClientRequestObservationConvention()),
                WaitingClock.SYSTEM);
    }

    @Test
    void aCachedResponseIsNoRequestAndARetryIsOne() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        AtomicInteger calls = new AtomicInteger();
        service.answer(
                call -> (calls.incrementAndGet() == 1) ? HttpAnswer.text(503, "body-of-503") : HttpAnswer.json("{}"));
        try (RestFixture scene = observed(registry, settings("/T012-AbCdEf", Map.of(), Map.of("sig", SECRET)))) {
            for (int i = 0; i < 3; i++) {
                scene.connection
                        .get("/cities/{id}?a=b")
                        .param("id", 7)
                        .ttl(Duration.ofMinutes(5))
                        .as(Map.class);
            }
        }
        assertThat(calls).hasValue(2);
        TestObservationRegistryAssert.assertThat(registry)
                .hasNumberOfObservationsWithNameEqualTo("http.client.requests", 2)
                .hasAnObservationWithAKeyValue("status", "503")
                .hasAnObservationWithAKeyValue("http.request.resend_count", "1")
                .hasAnObservationWithAKeyValue("uri", "/******/cities/{id}");
        assertThat(registry.toString())
                .doesNotContain("body-of-503")
                .doesNotContain("s3cret")
                .doesNotContain("T012-AbCdEf");
    }

    @Test
    void aResponseThatCannotBeDecompressedIsAFailedAttempt() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        service.answer(
                call -> new HttpAnswer(200, Map.of("Content-Encoding", "gzip"), "no gzip".getBytes(UTF_8), true));
        try (RestFixture scene = observed(registry, settings("", Map.of(), Map.of()))) {
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() -> scene.connection.post("/x").send());
        }
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .hasError();
    }

    @Test
    void tenantsDoNotShareResponses() {
        service.answer(call -> HttpAnswer.text(200, String.valueOf(call.header("X-Tenant"))));
        try (RestFixture scene = new RestFixture(RestFixture.settings(service.url()))) {
            for (String tenant : List.of("a", "b", "a")) {
                assertThat(scene.connection
                                .get("/x")
                                .header("X-Tenant", tenant)
                                .header("X-B3-TraceId", String.valueOf(System.nanoTime()))
                                .header("traceparent", String.valueOf(System.nanoTime()))
                                .ttl(Duration.ofMinutes(5))
                                .as(String.class))
                        .isEqualTo(tenant);
            }
        }
        assertThat(service.calls()).hasSize(2);
    }

    @Test
    void aLinkOfTheServerIsRequestedAsItIs() {
        try (RestFixture scene = new RestFixture(settings("/v1", Map.of(), Map.of()))) {
            for (String link : List.of(service.url() + "/v1/items?cursor=a%2Bb%3D", "/v1/items?cursor=a%2Bb%3D")) {
                scene.connection.get(URI.create(link)).send();
                assertThat(service.lastCall().path()).isEqualTo("/v1/items");
                assertThat(service.lastCall().query()).isEqualTo("cursor=a%2Bb%3D");
            }
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() -> scene.connection
                            .get(URI.create("http://other.example/x"))
                            .send())
                    .withMessageContaining("leads to another server");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X A, v",
        "'', v",
        "X:, v",
        "X-A, 'a\u20AC'",
        "Host, other",
        "content-length, 7",
        "Transfer-Encoding, chunked",
        "connection, close"
    })
    void aHeaderThatCannotBeSentIsRefused(String name, String value) {
        try (RestFixture scene = new RestFixture(settings("", Map.of(), Map.of()))) {
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                    .isThrownBy(() -> scene.connection.get("/x").header(name, value))
                    .withMessageStartingWith("Connection 'weather': GET /x: ");
        }
        assertThat(service.calls()).isEmpty();
    }

    @Test
    void noRequestSaysItsBodyIsChunkedWhenItIsNot() {
        try (RestFixture scene = new RestFixture(settings("", Map.of(), Map.of()))) {
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() -> scene.connection
                            .restClient()
                            .post()
                            .uri("/x")
                            .header("Transfer-Encoding", "chunked")
                            .body("GET /admin HTTP/1.1")
                            .retrieve()
                            .toBodilessEntity())
                    .withMessageContaining(
                            "POST /x was not sent: the header transfer-encoding is set by the HTTP client");
        }
        assertThat(service.calls()).isEmpty();
    }
}
