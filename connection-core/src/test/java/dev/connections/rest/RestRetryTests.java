package dev.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.cache.CacheSettings;
import dev.connections.credentials.Credentials;
import dev.connections.rest.client.Authentication;
import dev.connections.rest.exchange.RequestObservations;
import dev.connections.supervision.resilience.SupervisionCustomizer;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.support.RateLimitExceededException;
import dev.connections.support.RateLimiter;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.retry.event.RetryOnRetryEvent;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a request is made again, and when it is not. */
class RestRetryTests {

    private final SkippingClock clock = new SkippingClock();

    private final HttpService service = HttpService.answering(call -> HttpAnswer.json("{}"));

    private final RestFixture scene = new RestFixture(
            RestFixture.settings(service.url()),
            Authentication.none(),
            Credentials.none(),
            CacheSettings.defaults(),
            clock);

    private final RestConnection connection = scene.connection;

    @AfterEach
    void close() {
        scene.close();
        service.close();
    }

    private void failFirst(int times, HttpAnswer failure) {
        AtomicInteger left = new AtomicInteger(times);
        service.answer(call -> (left.getAndDecrement() > 0) ? failure : HttpAnswer.json("{}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void isMadeAgainWhenTheServerIsBusy(int status) {
        failFirst(2, HttpAnswer.status(status));

        connection.get("/x").send();

        assertThat(service.calls()).hasSize(3);
        assertThat(clock.sleeps()).hasSize(2);
        assertThat(clock.sleeps().get(0)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(clock.sleeps().get(1)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(scene.supervised.statistics().retriedCalls()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "2.5, 3", "' Sun, 22 Nov 2026 12:00:04 GMT', 4", "Sun Nov 22 12:00:04 2026, 4"})
    void waitsForAsLongAsTheServerAsks(String retryAfter, int seconds) {
        failFirst(1, HttpAnswer.status(503).with("Retry-After", retryAfter));

        connection.get("/x").send();

        assertThat(clock.sleeps()).containsExactly(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "-5",
                "1e3",
                "120.5",
                "9999999999",
                "1767323045",
                "999999999999999999999",
                "Fri, 31 Dec 9999 23:59:59 GMT",
                "Sunday, 22-Nov-26 12:01:00 GMT",
                "Sun Nov 22 12:01:00 2026",
                "Sun, 22 Nov 2026 12:01:00 UTC",
                "2026-11-22T12:01:00Z"
            })
    void whatIsLongOrNotUnderstoodIsNotRepeated(String retryAfter) {
        service.answer(call -> HttpAnswer.status(503).with("Retry-After", retryAfter));

        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x").send())
                .satisfies(ex -> assertThat(ex.status()).hasToString("503 SERVICE_UNAVAILABLE"));

        assertThat(service.calls()).hasSize(1);
        assertThat(clock.sleeps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "Sun, 22 Nov 2020 12:00:04 GMT", "Sunday, 22-Nov-20 12:00:04 GMT"})
    void waitsAsUsualIfTheTimeIsOver(String retryAfter) {
        failFirst(1, HttpAnswer.status(503).with("Retry-After", retryAfter));

        connection.get("/x").send();

        assertThat(clock.sleeps()).hasSize(1);
        assertThat(clock.sleeps().get(0)).isLessThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void doesNotWaitLongerThanTheBudget() {
        service.answer(call -> HttpAnswer.status(429).with("Retry-After", "11"));

        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x").send())
                .withMessage("Connection 'weather': GET /x was answered with 429 Too Many Requests");

        assertThat(service.calls()).hasSize(1);
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        service.answer(call -> HttpAnswer.status(503));

        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.delete("/x").send());

        assertThat(service.calls()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500, 502})
    void whatWillNotPassByWaitingIsNotMadeAgain(int status) {
        service.answer(call -> HttpAnswer.status(status));

        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x").send());

        assertThat(service.calls()).hasSize(1);
    }

    @Test
    void aPostThatReachedTheServerIsNeverMadeAgain() {
        failFirst(1, HttpAnswer.status(503));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.post("/x").body("{}").send());
        assertThat(service.calls()).hasSize(1);

        failFirst(1, HttpAnswer.none());
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.post("/x").body("{}").send())
                .satisfies(failure -> assertThat(failure.status()).isNull());
        assertThat(service.calls()).hasSize(2);
        assertThatExceptionOfType(RestException.class).isThrownBy(() -> {
            failFirst(1, HttpAnswer.none());
            connection.patch("/x").body("{}").send();
        });
        assertThat(service.calls()).hasSize(3);
    }

    @Test
    void aPostWithAnIdempotencyKeyIs() {
        failFirst(1, HttpAnswer.none());
        connection.post("/x").body("{\"a\":1}").idempotencyKey("k1").send();

        failFirst(1, HttpAnswer.status(503));
        connection.post("/x").body("{\"a\":1}").idempotencyKey("k2").send();

        assertThat(service.calls()).hasSize(4).allSatisfy(call -> assertThat(call.text())
                .isEqualTo("{\"a\":1}"));
        assertThat(service.lastCall().header("Idempotency-Key")).isEqualTo("k2");
    }

    @Test
    void aPutWhoseConnectionIsCutIsMadeAgain() {
        failFirst(1, HttpAnswer.none());

        connection.put("/x").body(new byte[] {1, 2}).send();

        assertThat(service.calls()).hasSize(2);
        assertThat(service.lastCall().body()).containsExactly(1, 2);
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() {
        AtomicInteger left = new AtomicInteger(1);
        service.answer(call -> (left.getAndDecrement() > 0)
                ? HttpAnswer.json("{\"half\": ").brokenOff()
                : HttpAnswer.json("{\"half\": false}"));

        assertThat(connection.get("/x", String.class)).isEqualTo("{\"half\": false}");
        assertThat(service.calls()).hasSize(2);

        left.set(1);
        assertThat(connection.get("/x").ttl(Duration.ofHours(1)).as(String.class))
                .isEqualTo("{\"half\": false}");

        left.set(1);
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.post("/x").body("{}").as(String.class));
    }

    @Test
    void eachAttemptWaitsForItsTurn() {
        RateLimiter limit = new RateLimiter("weather", 1, Duration.ofSeconds(1), Duration.ofSeconds(10), clock);
        RestSettings plain = RestFixture.settings(service.url());
        scene.connection.useSettings(new RestSettings(
                plain.baseUrl(),
                plain.headers(),
                plain.parameters(),
                plain.retry(),
                limit,
                plain.cache(),
                plain.timeouts(),
                plain.limits()));
        failFirst(1, HttpAnswer.status(503));

        connection.get("/x").send();

        assertThat(service.calls()).hasSize(2);
        assertThat(clock.nanoTime()).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void whoWouldWaitTooLongFailsAtOnceAndIsNotSent() {
        RateLimiter limit = new RateLimiter("weather", 1, Duration.ofMinutes(1), Duration.ofSeconds(10), clock);
        RestSettings plain = RestFixture.settings(service.url());
        scene.connection.useSettings(new RestSettings(
                plain.baseUrl(),
                plain.headers(),
                plain.parameters(),
                plain.retry(),
                limit,
                plain.cache(),
                plain.timeouts(),
                plain.limits()));
        connection.get("/x").send();

        assertThatExceptionOfType(RateLimitExceededException.class)
                .isThrownBy(() -> connection.get("/x").send())
                .withMessageContaining("Connection 'weather' is limited to 1 calls in 60 s")
                .withMessageContaining("'rate-limit.max-wait'")
                .satisfies(failure -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(1)));

        assertThat(service.calls()).hasSize(1);
    }

    @Test
    void theCallTimeoutLimitsTheWaitForATurn() {
        RateLimiter limit = new RateLimiter("weather", 1, Duration.ofSeconds(8), Duration.ofSeconds(10), clock);
        RestSettings plain = RestFixture.settings(service.url());
        RestTimeouts timeouts = new RestTimeouts(
                Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofSeconds(3));
        scene.connection.useSettings(new RestSettings(
                plain.baseUrl(),
                plain.headers(),
                plain.parameters(),
                plain.retry(),
                limit,
                plain.cache(),
                timeouts,
                plain.limits()));
        connection.get("/x").send();

        assertThatExceptionOfType(RateLimitExceededException.class)
                .isThrownBy(() -> connection.get("/x").send())
                .withMessageContaining("have to wait for 8 s, longer than the 3 s of 'call-timeout'")
                .satisfies(failure -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(8)));

        assertThat(service.calls()).hasSize(1);
        assertThat(clock.sleeps()).isEmpty();
    }

    private Retry retry() {
        return scene.registries.retries().find("weather.requests").orElseThrow();
    }

    private List<String> events() {
        List<String> events = new ArrayList<>();
        retry().getEventPublisher()
                .onEvent(event -> events.add(event.getEventType()
                        + ((event instanceof RetryOnRetryEvent again)
                                ? " in " + again.getWaitInterval().toMillis()
                                : "")));
        return events;
    }

    @Test
    void theRetryOfRequestsIsOfResilience4jAndCountsEachCallOnce() {
        List<String> events = events();
        connection.get("/x").send();
        failFirst(2, HttpAnswer.status(503));
        connection.get("/x").send();
        service.answer(call -> HttpAnswer.status(429));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x").send());
        service.answer(call -> HttpAnswer.status(404));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x").send());
        service.answer(call -> HttpAnswer.status(503));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.post("/x").body("{}").send());

        assertThat(retry().getMetrics().getNumberOfSuccessfulCallsWithoutRetryAttempt())
                .isEqualTo(1);
        assertThat(retry().getMetrics().getNumberOfSuccessfulCallsWithRetryAttempt())
                .isEqualTo(1);
        assertThat(retry().getMetrics().getNumberOfFailedCallsWithRetryAttempt())
                .isEqualTo(1);
        assertThat(retry().getMetrics().getNumberOfFailedCallsWithoutRetryAttempt())
                .isEqualTo(2);
        List<Duration> sleeps = clock.sleeps();
        assertThat(events)
                .containsExactly(
                        "RETRY in " + sleeps.get(0).toMillis(),
                        "RETRY in " + sleeps.get(1).toMillis(),
                        "SUCCESS",
                        "RETRY in " + sleeps.get(2).toMillis(),
                        "RETRY in " + sleeps.get(3).toMillis(),
                        "ERROR",
                        "IGNORED_ERROR",
                        "IGNORED_ERROR");
        assertThat(scene.registries.retries().find("weather"))
                .as("the pauses between attempts to connect")
                .isPresent();
    }

    @Test
    void aPauseThatTheServerRequestsIsThatOfTheEvent() {
        List<String> events = events();
        failFirst(1, HttpAnswer.status(503).with("Retry-After", "3"));
        connection.get("/x").send();
        service.answer(call -> HttpAnswer.status(503).with("Retry-After", "60"));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x").send());
        assertThat(events).containsExactly("RETRY in 3000", "SUCCESS", "IGNORED_ERROR");
        assertThat(retry().getMetrics().getNumberOfFailedCallsWithoutRetryAttempt())
                .isEqualTo(1);
    }

    @Test
    void aConsumerThatFailsChangesNothing() {
        retry().getEventPublisher().onRetry(event -> {
            throw new IllegalStateException("a consumer");
        });
        failFirst(2, HttpAnswer.status(503));
        connection.get("/x").send();
        assertThat(service.calls()).hasSize(3);
    }

    @Test
    void newSettingsMakeAnotherRetryAndTheSameSettingsNone() {
        Retry first = retry();
        RestSettings plain = RestFixture.settings(service.url());
        scene.connection.useSettings(plain);
        assertThat(retry()).isSameAs(first);

        scene.connection.useSettings(new RestSettings(
                plain.baseUrl(),
                plain.headers(),
                plain.parameters(),
                new RetryPolicy(5, Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ofSeconds(10), Set.of(503)),
                plain.rateLimit(),
                plain.cache(),
                plain.timeouts(),
                plain.limits()));
        failFirst(4, HttpAnswer.status(503));
        connection.get("/x").send();

        assertThat(service.calls()).hasSize(5);
        assertThat(retry()).isNotSameAs(first);
        assertThat(retry().getMetrics().getNumberOfSuccessfulCallsWithRetryAttempt())
                .isEqualTo(1);
    }

    @Test
    void theRetryEndsWithTheConnection() {
        scene.close();
        assertThat(scene.registries.retries().getAllRetries()).isEmpty();
    }

    @Test
    void aCustomizerChangesFailuresAttemptsAndPausesButNoRequestThatMayDoHarmIsRepeated() {
        SupervisionCustomizer customizer = new SupervisionCustomizer() {

            @Override
            public void customizeRequests(String name, RetryConfig.Builder<Object> requests) {
                requests.maxAttempts(4)
                        .waitDuration(Duration.ofSeconds(2))
                        .retryOnException(
                                failure -> !(failure instanceof RestException answered && answered.status() != null)
                                        || answered.status().is5xxServerError());
            }
        };
        try (RestFixture customized = new RestFixture(
                RestFixture.settings(service.url()),
                Authentication.none(),
                Credentials.none(),
                CacheSettings.defaults(),
                RequestObservations.none(),
                clock,
                new SupervisionRegistries(
                        CircuitBreakerRegistry.ofDefaults(),
                        RetryRegistry.ofDefaults(),
                        TimeLimiterRegistry.ofDefaults(),
                        List.of(customizer)))) {
            failFirst(3, HttpAnswer.status(500));
            customized.connection.get("/x").send();
            assertThat(clock.sleeps()).containsOnly(Duration.ofSeconds(2)).hasSize(3);

            failFirst(1, HttpAnswer.status(500));
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(
                            () -> customized.connection.post("/x").body("{}").send());
            failFirst(1, HttpAnswer.none());
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(
                            () -> customized.connection.post("/x").body("{}").send());
            failFirst(1, HttpAnswer.status(503).with("Retry-After", "11"));
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() -> customized.connection.get("/x").send());
            assertThat(service.calls()).as("the budget holds as well").hasSize(4 + 1 + 1 + 1);
        }
    }
}
