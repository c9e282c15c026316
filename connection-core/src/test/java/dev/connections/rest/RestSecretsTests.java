package dev.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connections.cache.CacheSettings;
import dev.connections.credentials.Credentials;
import dev.connections.rest.client.Authentication;
import dev.connections.support.WaitingClock;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials reach the connection's own server, and nothing else. */
class RestSecretsTests {

    private static final String SECRET = "s3cret+/=&ü";

    private final HttpService service = HttpService.answering(call -> HttpAnswer.json("{}"));

    private final HttpService other = HttpService.answering(call -> HttpAnswer.json("{}"));

    @AfterEach
    void close() {
        service.close();
        other.close();
    }

    private RestFixture scene(Authentication authentication, Credentials credentials) {
        return new RestFixture(
                RestFixture.settings(service.url()),
                authentication,
                credentials,
                CacheSettings.defaults(),
                WaitingClock.SYSTEM);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of(Authentication.inferred(), Credentials.of("ann", SECRET)),
                Arguments.of(Authentication.basic(), Credentials.of("ann", SECRET)),
                Arguments.of(Authentication.bearer(), Credentials.of(null, "tok-" + 42)),
                Arguments.of(Authentication.header("X-Api-Key"), Credentials.of(null, "key-" + 42)),
                Arguments.of(Authentication.parameter("appid"), Credentials.of(null, SECRET)));
    }

    @Test
    void sendsUserAndPassword() {
        try (RestFixture scene = scene(Authentication.inferred(), Credentials.of("ann", SECRET))) {
            scene.connection.get("/x").send();
        }
        String expected = Base64.getEncoder().encodeToString(("ann:" + SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(service.lastCall().header("Authorization")).isEqualTo("Basic " + expected);
    }

    @Test
    void sendsATokenOrAKey() {
        try (RestFixture scene = scene(Authentication.inferred(), Credentials.of(null, "t0k"))) {
            scene.connection.get("/x").send();
        }
        assertThat(service.lastCall().header("Authorization")).isEqualTo("Bearer t0k");
        try (RestFixture scene = scene(Authentication.header("X-Api-Key"), Credentials.of(null, "k3y"))) {
            scene.connection.get("/x").send();
        }
        assertThat(service.lastCall().header("X-Api-Key")).isEqualTo("k3y");
        try (RestFixture scene = scene(Authentication.parameter("appid"), Credentials.of(null, SECRET))) {
            scene.connection.get("/x").param("q", "Lima").send();
        }
        assertThat(service.lastCall().query()).isEqualTo("q=Lima&appid=s3cret%2B%2F%3D%26%C3%BC");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void anErrorThatEchoesThemDoesNotTellThem(Authentication authentication, Credentials credentials) {
        String secret = String.valueOf(credentials.secret());
        service.answer(call -> HttpAnswer.text(
                401, "rejected: " + secret + " " + call.query() + " " + call.headers() + " " + call.path()));
        try (RestFixture scene = scene(authentication, credentials)) {
            RestException failure = catchThrowableOfType(
                    RestException.class, () -> scene.connection.get("/x").send());

            assertThat(failure.getMessage()).endsWith("401 Unauthorized");
            assertThat(failure.body()).startsWith("rejected: ******");
            assertNoSecret(everything(failure), secret);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aProblemThatSpellsThemWithEscapesDoesNotTellThem(Authentication authentication, Credentials credentials) {
        String secret = String.valueOf(credentials.secret());
        StringBuilder escaped = new StringBuilder();
        secret.chars().forEach(c -> escaped.append("\\u").append(HexFormat.of().toHexDigits((char) c)));
        String problem = "{\"title\": \"%1$s\", \"detail\": \"no %1$s\", \"echo\": {\"of\": [\"%1$s\"]}}";
        service.answer(call -> new HttpAnswer(
                401,
                Map.of("Content-Type", "application/problem+json"),
                problem.replace("%1$s", escaped).getBytes(StandardCharsets.UTF_8)));
        try (RestFixture scene = scene(authentication, credentials)) {
            RestException failure = catchThrowableOfType(
                    RestException.class, () -> scene.connection.get("/x").send());

            assertThat(failure.getMessage()).endsWith("401 Unauthorized: no ******");
            assertNoSecret(everything(failure), secret);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"geh\u20ACim-9", "\u043F\u0430\u0440\u043E\u043B\u044C", "key-\uD83D\uDD11"})
    void oneThatNoHeaderCanCarryIsNotTold(String secret) {
        for (Authentication authentication : List.of(Authentication.bearer(), Authentication.header("X-Api-Key"))) {
            try (RestFixture scene = scene(authentication, Credentials.of(null, secret))) {
                RestException failure = catchThrowableOfType(
                        RestException.class, () -> scene.connection.get("/x").send());

                assertThat(failure)
                        .hasMessageStartingWith("Connection 'weather': GET /x was not sent: the value of the header ");
                assertNoSecret(everything(failure), secret.strip());
            }
        }
        assertThat(service.calls()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aConnectionThatBreaksDoesNotTellThem(Authentication authentication, Credentials credentials) {
        service.answer(call -> HttpAnswer.none());
        try (RestFixture scene = scene(authentication, credentials)) {
            RestException failure = catchThrowableOfType(
                    RestException.class, () -> scene.connection.post("/x").send());

            assertThat(failure).hasMessageStartingWith("Connection 'weather': POST /x was not answered");
            assertNoSecret(everything(failure) + scene.connection, String.valueOf(credentials.secret()));
        }
    }

    private static void assertNoSecret(String text, String secret) {
        assertThat(text)
                .doesNotContain(secret)
                .doesNotContain(java.net.URLEncoder.encode(secret, StandardCharsets.UTF_8))
                .doesNotContain(Base64.getEncoder().encodeToString(("ann:" + secret).getBytes(StandardCharsets.UTF_8)));
    }

    private static String everything(RestException failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace + failure.body() + failure.path() + failure.problem();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aRedirectToAnotherHostTakesNothingAlong(Authentication authentication, Credentials credentials) {
        service.answer(call -> HttpAnswer.status(302).with("Location", other.url() + "/elsewhere"));
        RestSettings plain = RestFixture.settings(service.url());
        try (RestFixture scene = scene(authentication, credentials)) {
            scene.connection.useSettings(new RestSettings(
                    plain.baseUrl(),
                    Map.of("X-Tenant", "t1"),
                    Map.of("tenant", "t2"),
                    plain.retry(),
                    null,
                    plain.cache(),
                    plain.timeouts(),
                    plain.limits()));
            scene.connection
                    .get("/x")
                    .header("Cookie", "session=1")
                    .param("q", "Lima")
                    .send();
        }

        assertThat(service.calls()).hasSize(1);
        assertThat(other.calls()).hasSize(1);
        assertThat(other.lastCall().query()).isEmpty();
        assertThat(other.lastCall().headers()).doesNotContainKeys("Authorization", "X-Api-Key", "Cookie", "X-Tenant");
        assertNoSecret(other.lastCall().headers().toString(), String.valueOf(credentials.secret()));
    }

    @Test
    void aRedirectOnTheSameHostTakesThemAlong() {
        service.answer(call -> call.path().equals("/x")
                ? HttpAnswer.status(307).with("Location", "/y?page=2")
                : HttpAnswer.json("{}"));
        try (RestFixture scene = scene(Authentication.bearer(), Credentials.of(null, "t0k"))) {
            scene.connection.post("/x").body("hello").send();
        }

        assertThat(service.lastCall().path()).isEqualTo("/y");
        assertThat(service.lastCall().query()).isEqualTo("page=2");
        assertThat(service.lastCall().text()).isEqualTo("hello");
        assertThat(service.lastCall().header("Authorization")).isEqualTo("Bearer t0k");
    }

    @Test
    void aBodyIsNotSentToAnotherHost() {
        service.answer(call -> HttpAnswer.status(307).with("Location", other.url() + "/elsewhere"));
        try (RestFixture scene = scene(Authentication.none(), Credentials.none())) {
            RestException failure = catchThrowableOfType(
                    RestException.class,
                    () -> scene.connection.post("/x").body("private").send());

            assertThat(failure).hasMessageContaining("is redirected to another host, to which its body is not sent");
        }
        assertThat(other.calls()).isEmpty();
    }

    @Test
    void aPostThatIsAnsweredBySeeOtherBecomesAGet() {
        service.answer(call ->
                call.path().equals("/x") ? HttpAnswer.status(303).with("Location", "/result") : HttpAnswer.json("{}"));
        try (RestFixture scene = scene(Authentication.none(), Credentials.none())) {
            scene.connection.post("/x").body("hello").send();
        }
        assertThat(service.lastCall().method()).isEqualTo("GET");
        assertThat(service.lastCall().body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/x", "file:///etc/passwd", "http://", "http://[::", "http://a:99999/"})
    void aRedirectToNowhereIsAnError(String location) {
        service.answer(call -> HttpAnswer.status(302).with("Location", location));
        try (RestFixture scene = scene(Authentication.none(), Credentials.none())) {
            RestException failure = catchThrowableOfType(
                    RestException.class, () -> scene.connection.get("/x").send());

            assertThat(failure).hasMessageContaining("is redirected to what is no http(s) address");
        }
    }

    @Test
    void redirectsInACircleEnd() {
        service.answer(call -> HttpAnswer.status(302).with("Location", "/x"));
        try (RestFixture scene = scene(Authentication.none(), Credentials.none())) {
            RestException failure = catchThrowableOfType(
                    RestException.class, () -> scene.connection.get("/x").send());

            assertThat(failure).hasMessageContaining("is redirected more than 10 times");
        }
        assertThat(service.calls()).hasSize(11);
    }
}
