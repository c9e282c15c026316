package dev.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.cache.CacheSettings;
import dev.connections.credentials.Credentials;
import dev.connections.supervision.RateLimit;
import dev.connections.supervision.RateLimitExceededException;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import java.time.Duration;
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

    private final RestScene scene = new RestScene(
            RestScene.settings(service.url()),
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
        assertThat(scene.supervised.statistics().repeatedCalls()).isEqualTo(2);
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
        RateLimit limit = new RateLimit("weather", 1, Duration.ofSeconds(1), Duration.ofSeconds(10), clock);
        RestSettings plain = RestScene.settings(service.url());
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
        RateLimit limit = new RateLimit("weather", 1, Duration.ofMinutes(1), Duration.ofSeconds(10), clock);
        RestSettings plain = RestScene.settings(service.url());
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
        RateLimit limit = new RateLimit("weather", 1, Duration.ofSeconds(8), Duration.ofSeconds(10), clock);
        RestSettings plain = RestScene.settings(service.url());
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
}
