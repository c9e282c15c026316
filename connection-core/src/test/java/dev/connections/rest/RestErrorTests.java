package dev.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/** What a failed request tells. */
class RestErrorTests {

    record Weather(String city) {}

    private final HttpService service = HttpService.answering(call -> HttpAnswer.status(200));

    private final RestFixture scene = new RestFixture(RestFixture.settings(service.url()));

    @AfterEach
    void close() {
        scene.close();
        service.close();
    }

    private RestException failure() {
        return catchThrowableOfType(RestException.class, () -> scene.connection
                .get("/cities/{id}")
                .param("id", 7)
                .param("token", "t0k")
                .as(Weather.class));
    }

    @Test
    void tellsWhatWasAskedAndWhatWasAnswered() {
        service.answer(call -> HttpAnswer.text(409, "the city\r\nis\tbusy "));

        RestException failure = failure();

        assertThat(failure).hasMessage("Connection 'weather': GET /cities/7 was answered with 409 Conflict");
        assertThat(failure.body()).isEqualTo("the city\r\nis\tbusy ");
        assertThat(failure.status()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(failure.method()).isEqualTo(HttpMethod.GET);
        assertThat(failure.path()).isEqualTo("/cities/7");
        assertThat(failure.connectionName()).isEqualTo("weather");
        assertThat(failure.problem()).isNull();
    }

    @Test
    void readsAProblem() {
        service.answer(call -> new HttpAnswer(
                403,
                Map.of("Content-Type", "application/problem+json"),
                """
                {"type": "https://example.com/out-of-credit", "title": "No credit", "status": 403,
                 "detail": "Your balance is 30.", "instance": "/account/1", "balance": 30}"""
                        .getBytes(StandardCharsets.UTF_8)));

        RestException failure = failure();

        assertThat(failure).hasMessageEndingWith("was answered with 403 Forbidden: Your balance is 30.");
        assertThat(failure.problem()).isNotNull();
        assertThat(failure.problem().getTitle()).isEqualTo("No credit");
        assertThat(failure.problem().getDetail()).isEqualTo("Your balance is 30.");
        assertThat(failure.problem().getType()).hasToString("https://example.com/out-of-credit");
        assertThat(failure.problem().getProperties()).containsEntry("balance", 30);
    }

    @Test
    void anAnswerThatIsNoProblemThoughItSaysSoDoesNoHarm() {
        service.answer(call -> new HttpAnswer(
                500, Map.of("Content-Type", "application/problem+json"), "oops".getBytes(StandardCharsets.UTF_8)));

        RestException failure = failure();

        assertThat(failure).hasMessageEndingWith("500 Internal Server Error");
        assertThat(failure.problem()).isNull();
        assertThat(failure.body()).isEqualTo("oops");
    }

    @Test
    void aLongAnswerIsShortened() {
        service.answer(call -> HttpAnswer.text(400, "x".repeat(1_000_000)));

        RestException failure = failure();

        assertThat(failure.body()).hasSizeLessThan(350).endsWith("xxx…");
    }

    @Test
    void aPageForPeopleIsLeftOut() {
        service.answer(call ->
                new HttpAnswer(502, Map.of("Content-Type", "text/html"), "<html>".getBytes(StandardCharsets.UTF_8)));

        assertThat(failure()).hasMessageEndingWith("was answered with 502 Bad Gateway");
    }

    @Test
    void anAnswerOfAnotherKindSaysSo() {
        service.answer(call -> HttpAnswer.json("[1, 2"));
        assertThat(failure())
                .hasMessageStartingWith(
                        "Connection 'weather': GET /cities/{id} was answered with what cannot be read as "
                                + Weather.class.getName());

        service.answer(call -> HttpAnswer.text(200, "hello"));
        assertThat(failure()).hasMessageContaining("cannot be read as " + Weather.class.getName());
    }

    @Test
    void aStatusNobodyKnowsIsToldAsItIs() {
        service.answer(call -> HttpAnswer.status(599));
        assertThat(failure()).hasMessageEndingWith("was answered with 599");
    }
}
