package dev.connections.autoconfigure.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.rest.RestConnection;
import dev.connections.rest.RestException;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpCall;
import dev.connections.testing.http.HttpService;
import dev.connections.testing.http.RawHttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Tokens of the application, from an endpoint that does what a test says. */
@Timeout(120)
class OAuth2TokenTests {

    private static final String SECRET = "very/s3cret+";

    private static final int CALLERS = 16;

    private final AtomicInteger issued = new AtomicInteger();

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    private final HttpService tokens = HttpService.answering(call -> issue(", \"expires_in\": 3600"));

    private final HttpService service = HttpService.answering(this::answer);

    @AfterEach
    void close() {
        tokens.close();
        service.close();
    }

    private HttpAnswer issue(String lifetime) {
        String token = "token-" + issued.incrementAndGet();
        accepted.add("Bearer " + token);
        return HttpAnswer.json("{\"access_token\": \"" + token + "\", \"token_type\": \"bearer\"" + lifetime + "}");
    }

    private HttpAnswer answer(HttpCall call) {
        String token = String.valueOf(call.header("Authorization"));
        return accepted.contains(token) ? HttpAnswer.text(200, "hello") : HttpAnswer.text(401, "not " + token);
    }

    private ApplicationContextRunner runner(URI endpoint) {
        String registration = "spring.security.oauth2.client.registration.people.";
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OAuth2ClientAutoConfiguration.class,
                        RestConnectionAutoConfiguration.class,
                        ConnectionsAutoConfiguration.class))
                .withPropertyValues(
                        "connections.api.url=" + service.url(),
                        "connections.api.auth.registration=people",
                        registration + "client-id=shop",
                        registration + "client-secret=" + SECRET,
                        registration + "authorization-grant-type=client_credentials",
                        "spring.security.oauth2.client.provider.people.token-uri=" + endpoint + "/token");
    }

    private static void together(RestConnection api) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            CyclicBarrier barrier = new CyclicBarrier(CALLERS);
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                all.add(threads.submit(() -> {
                    barrier.await();
                    return api.get("/x", String.class);
                }));
            }
            for (Future<String> each : all) {
                assertThat(each.get()).isEqualTo("hello");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void manyCallersNeedOneToken() {
        runner(tokens.url()).run(context -> {
            RestConnection api = context.getBean(RestConnection.class);
            together(api);
            assertThat(issued).hasValue(1);
            for (int i = 2; i < 5; i++) {
                accepted.clear();
                together(api);
                assertThat(issued).hasValue(i);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"expires_in\": 50", ", \"expires_in\": \"50\"", ", \"expires_in\": 3600"})
    void aTokenIsUsedForMostOfItsLifetime(String lifetime) {
        tokens.answer(call -> issue(lifetime));
        runner(tokens.url()).run(context -> {
            RestConnection api = context.getBean(RestConnection.class);
            for (int i = 0; i < 5; i++) {
                assertThat(api.get("/x", String.class)).isEqualTo("hello");
            }
            assertThat(issued).hasValue(1);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void aRefusedClientIsSaidOnceAndWithoutItsSecret(int status) {
        tokens.answer(call -> HttpAnswer.text(
                        status,
                        "{\"error\": \"invalid_client\", \"error_description\": \"" + SECRET + " "
                                + call.header("Authorization") + "\"}")
                .with("WWW-Authenticate", "Basic realm=x"));
        runner(tokens.url()).run(context -> assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> context.getBean(RestConnection.class).get("/x", String.class))
                .withMessageContaining("no token is available for the registration 'people': invalid_client")
                .satisfies(ex -> assertThat(everything(ex))
                        .doesNotContain(SECRET)
                        .doesNotContain(
                                tokens.lastCall().header("Authorization").substring("Basic ".length()))));
        assertThat(tokens.calls()).hasSize(1);
        assertThat(service.calls()).isEmpty();
    }

    private static String everything(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Test
    void anEndpointThatIsSilentEndsWithinTheTimeOfTheCall() {
        try (RawHttpServer silent = RawHttpServer.start()) {
            silent.answer(out -> silent.staySilent());
            runner(silent.url())
                    .withPropertyValues("connections.api.read-timeout=500ms")
                    .run(context -> {
                        long began = System.nanoTime();
                        assertThatExceptionOfType(RestException.class)
                                .isThrownBy(() ->
                                        context.getBean(RestConnection.class).get("/x", String.class))
                                .withMessageContaining("did not respond within 500 ms ('read-timeout')");
                        assertThat(Duration.ofNanos(System.nanoTime() - began))
                                .isBetween(Duration.ofMillis(490), Duration.ofSeconds(20));
                    });
        }
    }

    @Test
    void aTokenThatIsStillValidIsUsedWhileTheEndpointFails() {
        runner(tokens.url()).run(context -> {
            RestConnection api = context.getBean(RestConnection.class);
            assertThat(api.get("/x", String.class)).isEqualTo("hello");
            tokens.answer(call -> HttpAnswer.status(503));
            assertThat(api.get("/x", String.class)).isEqualTo("hello");
        });
    }
}
