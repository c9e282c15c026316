package dev.connections.rest;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.cache.CacheSettings;
import dev.connections.credentials.Credentials;
import dev.connections.rest.client.Authentication;
import dev.connections.support.WaitingClock;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpCall;
import dev.connections.testing.http.HttpService;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import tools.jackson.databind.node.ObjectNode;

/** Which answers are kept, and for how long. */
class RestCachingTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicInteger version = new AtomicInteger();

    private final HttpService service = HttpService.answering(this::next);

    private final List<RestFixture> scenes = new ArrayList<>();

    private HttpAnswer next(HttpCall call) {
        return HttpAnswer.json("{\"version\": " + version.incrementAndGet() + "}");
    }

    @AfterEach
    void close() {
        scenes.forEach(RestFixture::close);
        service.close();
    }

    private RestConnection connection(CacheSettings cache, boolean http) {
        RestSettings plain = RestFixture.settings(service.url());
        RestFixture scene = new RestFixture(
                new RestSettings(
                        plain.baseUrl(),
                        Map.of(),
                        Map.of(),
                        plain.retry(),
                        null,
                        new HttpCacheSettings(http ? HOUR : null, HttpCacheSettings.DEFAULT_IGNORED_HEADERS),
                        plain.timeouts(),
                        plain.limits()),
                Authentication.none(),
                Credentials.none(),
                cache,
                WaitingClock.SYSTEM);
        scenes.add(scene);
        return scene.connection;
    }

    private RestConnection asSaid() {
        return connection(CacheSettings.defaults(), false);
    }

    private RestConnection asServerSays() {
        return connection(CacheSettings.defaults(), true);
    }

    private static int version(RestRequest request) {
        return request.as(ObjectNode.class).get("version").intValue();
    }

    @Test
    void anAnswerIsKeptForTheTimeThatACallerAccepts() {
        RestConnection connection = asSaid();

        assertThat(version(connection.get("/x").ttl(HOUR))).isEqualTo(1);
        assertThat(version(connection.get("/x").ttl(HOUR))).isEqualTo(1);
        assertThat(version(connection.get("/x"))).isEqualTo(2);
        assertThat(version(connection.get("/x").ttl(Duration.ZERO))).isEqualTo(3);
        assertThat(version(connection.get("/x").ttl(Duration.ofNanos(1)))).isEqualTo(4);
        assertThat(version(connection.get("/x").ttl(HOUR))).isEqualTo(4);
    }

    @Test
    void theConnectionCanSayItForAll() {
        RestConnection connection = connection(with(CacheSettings.defaults(), "ttl", HOUR), false);

        assertThat(version(connection.get("/x"))).isEqualTo(1);
        assertThat(connection.restClient().get().uri("/x").retrieve().body(ObjectNode.class))
                .hasToString("{\"version\":1}");
        assertThat(version(connection.get("/x").ttl(Duration.ZERO))).isEqualTo(2);
    }

    @Test
    void eachCallerReadsAnObjectOfItsOwn() {
        RestConnection connection = asSaid();
        ObjectNode first = connection.get("/x").ttl(HOUR).as(ObjectNode.class);
        first.put("version", 99);

        assertThat(version(connection.get("/x").ttl(HOUR))).isEqualTo(1);
    }

    @Test
    void otherParametersAndOtherFormsAreOtherAnswers() {
        RestConnection connection = asSaid();

        assertThat(version(connection.get("/x").param("q", "a").ttl(HOUR))).isEqualTo(1);
        assertThat(version(connection.get("/x").param("q", "b").ttl(HOUR))).isEqualTo(2);
        assertThat(version(connection
                        .get("/x")
                        .param("q", "a")
                        .header("Accept-Language", "de")
                        .ttl(HOUR)))
                .isEqualTo(3);
        assertThat(version(connection.get("/x").param("q", "a").ttl(HOUR))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Cookie", "If-None-Match", "Range"})
    void whatIsForOneCallerIsNotKept(String header) {
        RestConnection connection = asSaid();

        assertThat(version(connection.get("/x").header(header, "mine").ttl(HOUR)))
                .isEqualTo(1);
        assertThat(version(connection.get("/x").header(header, "mine").ttl(HOUR)))
                .isEqualTo(2);
    }

    @Test
    void errorsAreNotKept() {
        RestConnection connection = asSaid();
        service.answer(call -> HttpAnswer.text(404, "not yet"));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x").ttl(HOUR).send())
                .withMessageContaining("404 Not Found");
        service.answer(this::next);

        assertThat(version(connection.get("/x").ttl(HOUR))).isEqualTo(1);
    }

    @Test
    void onlyWhatIsReadIsKept() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> asSaid().post("/x").ttl(HOUR))
                .withMessageContaining("only responses to GET are cached");
    }

    @Test
    void manyWhoAskAtOnceAskTheServerOnce() throws Exception {
        RestConnection connection = asSaid();
        CountDownLatch asked = new CountDownLatch(1);
        service.answer(call -> {
            await(asked);
            return next(call);
        });
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> versions = new ArrayList<>();
            Callable<Integer> ask = () -> version(connection.get("/x").ttl(HOUR));
            for (int i = 0; i < 16; i++) {
                versions.add(threads.submit(ask));
            }
            asked.countDown();
            for (Future<Integer> each : versions) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(service.calls()).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void anOlderAnswerIsServedWhileTheServerFailsIfThatIsSaid() {
        RestConnection connection = connection(with(CacheSettings.defaults(), "staleIfError", HOUR), false);
        assertThat(version(connection.get("/x").ttl(Duration.ofNanos(1)))).isEqualTo(1);
        service.answer(call -> HttpAnswer.status(500));
        assertThat(version(connection.get("/x").ttl(Duration.ofNanos(1)))).isEqualTo(1);

        service.answer(call -> HttpAnswer.status(404));
        connection.cache().clear();
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x").ttl(Duration.ofNanos(1)).send());
    }

    @Test
    void anEvictionIsByPath() {
        RestConnection connection = asSaid();
        version(connection.get("/x").param("q", 1).ttl(HOUR));
        version(connection.get("/y").ttl(HOUR));

        connection.cache().evict("/x");

        assertThat(version(connection.get("/x").param("q", 1).ttl(HOUR))).isEqualTo(3);
        assertThat(version(connection.get("/y").ttl(HOUR))).isEqualTo(2);
    }

    @Test
    void aResetForgetsAll() {
        RestConnection connection = asSaid();
        version(connection.get("/x").ttl(HOUR));
        connection.reset();
        assertThat(version(connection.get("/x").ttl(HOUR))).isEqualTo(2);
    }

    private void answerWith(Function<HttpAnswer, HttpAnswer> headers) {
        service.answer(call -> headers.apply(next(call)));
    }

    @Test
    void anAnswerIsKeptForAsLongAsTheServerSays() {
        answerWith(answer -> answer.with("Cache-Control", "public, max-age=3600"));
        RestConnection connection = asServerSays();

        assertThat(version(connection.get("/x"))).isEqualTo(1);
        assertThat(version(connection.get("/x"))).isEqualTo(1);
        assertThat(service.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-store",
                "no-cache",
                "max-age=0",
                "private, no-store, max-age=60",
                "max-age=\"0\"",
                "max-age=-1",
                "max-age=never"
            })
    void whatTheServerDoesNotWantKeptIsNot(String cacheControl) {
        answerWith(answer -> answer.with("Cache-Control", cacheControl));
        RestConnection connection = asServerSays();

        assertThat(version(connection.get("/x"))).isEqualTo(1);
        assertThat(version(connection.get("/x"))).isEqualTo(2);
        assertThat(service.lastCall().header("If-None-Match")).isNull();
    }

    @Test
    void noStoreIsRespectedWhateverACallerAccepts() {
        answerWith(answer -> answer.with("Cache-Control", "no-store").with("ETag", "\"1\""));
        RestConnection connection = asServerSays();

        assertThat(version(connection.get("/x").ttl(HOUR))).isEqualTo(1);
        assertThat(version(connection.get("/x").ttl(HOUR))).isEqualTo(2);
        assertThat(connection.cache().entries()).isEmpty();
    }

    @Test
    void aCallerMayAcceptLessThanTheServerSays() {
        answerWith(answer -> answer.with("Cache-Control", "max-age=3600"));
        RestConnection connection = asServerSays();

        assertThat(version(connection.get("/x"))).isEqualTo(1);
        assertThat(version(connection.get("/x").ttl(Duration.ofNanos(1)))).isEqualTo(2);
        assertThat(version(connection.get("/x"))).isEqualTo(2);
    }

    @Test
    void whereTheServerSaysNothingTheCallerDoes() {
        RestConnection connection = asServerSays();

        assertThat(version(connection.get("/x"))).isEqualTo(1);
        assertThat(version(connection.get("/x"))).isEqualTo(2);
        assertThat(version(connection.get("/x").ttl(HOUR))).isEqualTo(3);
        assertThat(version(connection.get("/x").ttl(HOUR))).isEqualTo(3);
    }

    @Test
    void theAgeOfAnAnswerCounts() {
        answerWith(answer -> answer.with("Cache-Control", "max-age=100").with("Age", "100"));
        RestConnection connection = asServerSays();

        assertThat(version(connection.get("/x"))).isEqualTo(1);
        assertThat(version(connection.get("/x"))).isEqualTo(2);
    }

    @Test
    void anExpiryTimeIsUnderstood() {
        // the service sends the present time as its Date
        ZonedDateTime end = ZonedDateTime.now(ZoneOffset.UTC).plus(HOUR);
        answerWith(answer -> answer.with("Expires", DateTimeFormatter.RFC_1123_DATE_TIME.format(end)));
        RestConnection connection = asServerSays();
        assertThat(version(connection.get("/x"))).isEqualTo(1);
        assertThat(version(connection.get("/x"))).isEqualTo(1);

        answerWith(answer -> answer.with("Expires", "0"));
        assertThat(version(connection.get("/y"))).isEqualTo(2);
        assertThat(version(connection.get("/y"))).isEqualTo(3);
    }

    @Test
    void anAnswerThatIsStillGoodIsNotSentAgain() {
        service.answer(call -> "\"v1\"".equals(call.header("If-None-Match"))
                ? HttpAnswer.status(304).with("ETag", "\"v1\"")
                : next(call).with("ETag", "\"v1\"").with("Cache-Control", "no-cache"));
        RestConnection connection = asServerSays();

        for (int i = 0; i < 5; i++) {
            assertThat(version(connection.get("/x"))).isEqualTo(1);
        }
        assertThat(service.calls()).hasSize(5);

        service.answer(call -> next(call).with("ETag", "\"v2\""));
        assertThat(version(connection.get("/x"))).isEqualTo(2);
        assertThat(service.lastCall().header("If-None-Match")).isEqualTo("\"v1\"");
        assertThat(version(connection.get("/x"))).isEqualTo(3);
        assertThat(service.lastCall().header("If-None-Match")).isEqualTo("\"v2\"");
    }

    @Test
    void aRenewedAnswerHasTheNewTime() {
        String modified = "Sun, 22 Nov 2026 12:00:00 GMT";
        service.answer(call -> modified.equals(call.header("If-Modified-Since"))
                ? HttpAnswer.status(304).with("Cache-Control", "max-age=3600")
                : next(call).with("Last-Modified", modified).with("Cache-Control", "max-age=0"));
        RestConnection connection = asServerSays();

        for (int i = 0; i < 4; i++) {
            assertThat(version(connection.get("/x"))).isEqualTo(1);
        }
        assertThat(service.calls()).hasSize(2);
    }

    @Test
    void headersThatTheAnswerDependsOnTellAnswersApart() {
        answerWith(answer -> answer.with("Cache-Control", "max-age=3600").with("Vary", "Accept-Encoding, X-Tenant"));
        RestConnection connection = asServerSays();

        assertThat(version(connection.get("/x").header("X-Tenant", "a"))).isEqualTo(1);
        assertThat(version(connection.get("/x").header("X-Tenant", "b"))).isEqualTo(2);
        assertThat(version(connection.get("/x").header("X-Tenant", "a"))).isEqualTo(1);
        assertThat(version(connection.get("/x").header("X-Tenant", "b"))).isEqualTo(2);
        assertThat(version(connection.get("/x"))).isEqualTo(3);
    }

    @Test
    void anAnswerThatDependsOnEverythingIsNotKept() {
        answerWith(answer -> answer.with("Cache-Control", "max-age=3600").with("Vary", "*"));
        RestConnection connection = asServerSays();

        assertThat(version(connection.get("/x"))).isEqualTo(1);
        assertThat(version(connection.get("/x"))).isEqualTo(2);
    }

    @Test
    void whatIsWrittenIsReadAnew() {
        answerWith(answer -> answer.with("Cache-Control", "max-age=3600"));
        RestConnection connection = asServerSays();
        version(connection.get("/x"));

        connection.put("/x").body("{}").send();

        assertThat(version(connection.get("/x"))).isEqualTo(3);
    }
}
