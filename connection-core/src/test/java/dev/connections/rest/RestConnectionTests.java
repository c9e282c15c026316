package dev.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.rows.Rows;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpCall;
import dev.connections.testing.http.HttpService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import tools.jackson.databind.JsonNode;

/** What users write against a REST connection. */
class RestConnectionTests {

    record Weather(String city, double degrees) {}

    interface WeatherApi {

        @GetExchange("/cities/{city}/weather")
        Weather of(@PathVariable String city, @RequestParam String unit);
    }

    private final HttpService service = HttpService.answering(RestConnectionTests::answer);

    private final RestFixture scene =
            new RestFixture(RestFixture.settings(service.url().resolve("/data/2.5/")));

    private final RestConnection weather = scene.connection;

    private static HttpAnswer answer(HttpCall call) {
        return switch (call.path()) {
            case "/data/2.5/weather", "/data/2.5/cities/S%C3%A3o%20Paulo/weather" ->
                HttpAnswer.json("{\"city\": \"Lima\", \"degrees\": 19.5}");
            case "/data/2.5/list" ->
                HttpAnswer.json(
                        """
                        {"data": {"items": [
                          {"city": "Lima", "degrees": 19.5, "people": 11000000, "coast": true, "tags": ["a", "b"]},
                          {"city": "Zürich", "degrees": 7, "people": null, "wind": {"speed": 3}}
                        ]}}""");
            case "/data/2.5/cities" -> HttpAnswer.json("[{\"city\": \"Lima\", \"degrees\": 1}]");
            case "/data/2.5/empty" -> HttpAnswer.status(204);
            case "/data/2.5/missing" -> HttpAnswer.text(404, "no such city");
            default -> HttpAnswer.json("{\"city\": \"" + call.method() + "\", \"degrees\": 0}");
        };
    }

    @AfterEach
    void close() {
        scene.close();
        service.close();
    }

    @Test
    void getsAnObject() {
        assertThat(weather.get("/weather", Map.of("q", "Lima"), Weather.class)).isEqualTo(new Weather("Lima", 19.5));
        assertThat(service.lastCall().query()).isEqualTo("q=Lima");
        assertThat(weather.get("/weather", JsonNode.class).at("/degrees").doubleValue())
                .isEqualTo(19.5);
    }

    @Test
    void readsABodyAsRestClientDoes() {
        assertThat(weather.get("/weather").body(Weather.class)).isEqualTo(new Weather("Lima", 19.5));
        assertThat(weather.get("/empty").body(Weather.class)).isNull();
        assertThat(weather.post("/anything").body(new Weather("Lima", 1)).body(Weather.class))
                .isEqualTo(new Weather("POST", 0));
        List<Weather> cities = weather.get("/cities").body(new ParameterizedTypeReference<List<Weather>>() {});
        assertThat(cities).containsExactly(new Weather("Lima", 1));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> weather.get("/missing").body(Weather.class));
    }

    @Test
    void keepsPathVariablesAndQueryParametersApart() {
        weather.get("/cities/{city}/weather")
                .pathVariable("city", "São Paulo")
                .queryParam("city", "Lima")
                .as(Weather.class);
        assertThat(service.lastCall().path()).isEqualTo("/data/2.5/cities/S%C3%A3o%20Paulo/weather");
        assertThat(service.lastCall().query()).isEqualTo("city=Lima");

        int sent = service.calls().size();
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() ->
                        weather.get("/weather").pathVariable("city", "Lima").send())
                .withMessageContaining("'weather'")
                .withMessageContaining("GET /weather")
                .withMessageContaining("has no placeholder '{city}': set query parameters by queryParam(…)");
        assertThat(service.calls()).hasSize(sent);
    }

    @Test
    void encodesWhateverAParameterHolds() {
        weather.get("/weather").param("q", "a&b=c/d?e#ü%20{x}").as(Weather.class);

        assertThat(service.lastCall().query()).isEqualTo("q=a%26b%3Dc%2Fd%3Fe%23%C3%BC%2520%7Bx%7D");
    }

    @Test
    void putsParametersIntoThePathWhereItHasAPlaceForThem() {
        weather.get("/cities/{city}/weather?lang={lang}")
                .params(Map.of("city", "São Paulo", "unit", "C", "lang", "pt"))
                .as(Weather.class);

        assertThat(service.lastCall().path()).isEqualTo("/data/2.5/cities/S%C3%A3o%20Paulo/weather");
        assertThat(service.lastCall().query()).isEqualTo("lang=pt&unit=C");
    }

    @Test
    void aListIsSeveralParametersAndNullIsNone() {
        weather.get("weather")
                .param("id", List.of(1, 2))
                .param("none", null)
                .param("page[size]", 3)
                .as(Weather.class);

        assertThat(service.lastCall().query()).isEqualTo("id=1&id=2&page%5Bsize%5D=3");
    }

    @Test
    void aParameterCannotLeadToAnotherPath() {
        weather.get("/cities/{city}").param("city", "../../admin").as(Weather.class);
        assertThat(service.lastCall().path()).isEqualTo("/data/2.5/cities/..%2F..%2Fadmin");

        for (String value : new String[] {"..", ".", ""}) {
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                    .isThrownBy(() -> weather.get("/cities/{city}/weather")
                            .param("city", value)
                            .as(Weather.class))
                    .withMessageContaining("Connection 'weather'")
                    .withMessageContaining("'city'");
        }
        assertThat(service.calls()).hasSize(1);
    }

    @Test
    void aPlaceWithoutAValueIsAnError() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> weather.get("/cities/{city}").send())
                .withMessageContaining("'city', which has no value");
    }

    @Test
    void sendsBodies() {
        assertThat(weather.post("/weather/new", new Weather("Oslo", -3), Weather.class)
                        .city())
                .isEqualTo("POST");
        assertThat(service.lastCall().text()).isEqualTo("{\"city\":\"Oslo\",\"degrees\":-3.0}");
        assertThat(service.lastCall().header("Content-Type")).isEqualTo("application/json");
        assertThat(weather.put("/weather/1", new Weather("Oslo", -3), Weather.class)
                        .city())
                .isEqualTo("PUT");
        assertThat(weather.patch("/weather/1", Map.of("degrees", 4), Weather.class)
                        .city())
                .isEqualTo("PATCH");
        assertThat(weather.delete("/weather/1").send().getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(service.lastCall().method()).isEqualTo("DELETE");
    }

    @Test
    void sendsSeveralParts(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("map.txt"), "north is up");

        weather.post("/maps").part("title", "A map").part("file", file).send();

        assertThat(service.lastCall().header("Content-Type")).startsWith("multipart/form-data");
        assertThat(service.lastCall().text())
                .contains("name=\"title\"")
                .contains("A map")
                .contains("filename=\"map.txt\"")
                .contains("north is up");
    }

    @Test
    void readsLists() {
        assertThat(weather.get("/cities").list(Weather.class)).containsExactly(new Weather("Lima", 1));
        assertThat(weather.get("/cities").as(new ParameterizedTypeReference<List<Weather>>() {}))
                .hasSize(1);
    }

    @Test
    void anAbsentAnswerIsEmpty() {
        assertThat(weather.get("/empty").optional(Weather.class)).isEmpty();
        assertThat(weather.get("/missing").optional(Weather.class)).isEmpty();
        assertThat(weather.get("/weather").optional(Weather.class)).isPresent();
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> weather.get("/empty", Weather.class))
                .withMessage(
                        "Connection 'weather': GET /empty was answered with an empty body: use body(…), optional(…) or send()");
    }

    @Test
    void anArrayOfObjectsBecomesRows() {
        Rows rows = weather.rows("/list", "/data/items");

        assertThat(rows.columns()).containsExactly("city", "degrees", "people", "coast", "tags", "wind");
        assertThat(rows.column("degrees", Double.class)).containsExactly(19.5, 7.0);
        assertThat(rows.row(0).getInt("people")).isEqualTo(11_000_000);
        assertThat(rows.row(1).getString("city")).isEqualTo("Zürich");
        assertThat(rows.row(1).get("people", Integer.class)).isNull();
        assertThat(rows.row(0).getString("tags")).isEqualTo("[\"a\",\"b\"]");
        assertThat(rows.row(1).getString("wind")).isEqualTo("{\"speed\":3}");
        assertThat(rows.as(Weather.class)).contains(new Weather("Zürich", 7));
    }

    @Test
    void whatIsNoArrayOfObjectsSaysSo() {
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> weather.rows("/list", "/data/rows"))
                .withMessageContaining("'/data/rows' is missing");
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> weather.rows("/list", "/data"))
                .withMessageContaining("'/data' is an object");
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> weather.rows("/list", "/data/items/0/tags"))
                .withMessageContaining("an element of '/data/items/0/tags' is a text");
    }

    @Test
    void downloadsAFile(@TempDir Path directory) throws IOException {
        byte[] bytes = new byte[3_000_000];
        new java.util.Random(1).nextBytes(bytes);
        service.answer(call -> new HttpAnswer(200, Map.of(), bytes));
        Path file = directory.resolve("data.bin");

        assertThat(weather.get("/data").download(file)).isEqualTo(bytes.length);

        assertThat(file).hasBinaryContent(bytes);
        assertThat(Files.list(directory)).containsExactly(file);
    }

    @Test
    void aFailedDownloadLeavesWhatWasThere(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("data.bin"), "before");

        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> weather.get("/missing").download(file))
                .withMessageContaining("404");

        assertThat(file).hasContent("before");
        assertThat(Files.list(directory)).containsExactly(file);
    }

    @Test
    void springsClientIsBoundToTheConnection() {
        Weather lima = weather.restClient()
                .get()
                .uri("/weather?q={city}", "Lima")
                .retrieve()
                .body(Weather.class);

        assertThat(lima).isEqualTo(new Weather("Lima", 19.5));
        assertThat(service.lastCall().path()).isEqualTo("/data/2.5/weather");
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() ->
                        weather.restClient().get().uri("/missing").retrieve().body(Weather.class))
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(HttpStatusCode.valueOf(404)));
    }

    @Test
    void theMethodsOfAnInterfaceAreRequests() {
        WeatherApi api = weather.client(WeatherApi.class);

        assertThat(api.of("São Paulo", "C").city()).isEqualTo("Lima");
        assertThat(service.lastCall().query()).isEqualTo("unit=C");
    }

    @Test
    void requestsToAnotherServerAreRefused() {
        for (String url : new String[] {"http://127.0.0.1:1/x", "//127.0.0.1:1/x", "https://127.0.0.1/x"}) {
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(
                            () -> weather.restClient().get().uri(url).retrieve().toBodilessEntity())
                    .withMessageContaining("leads to another server than the connection's");
        }
        assertThat(service.calls()).isEmpty();
        weather.get("@127.0.0.2:1/x").send();
        assertThat(service.lastCall().path()).isEqualTo("/data/2.5/@127.0.0.2:1/x");
    }

    @Test
    void headersAndParametersOfTheConnectionAreOnEachRequest() {
        RestSettings plain = RestFixture.settings(service.url().resolve("/data/2.5"));
        RestSettings settings = new RestSettings(
                plain.baseUrl(),
                Map.of("X-Team", "north"),
                Map.of("unit", "C & F", "lang", "en"),
                plain.retry(),
                null,
                plain.cache(),
                plain.timeouts(),
                plain.limits());
        try (RestFixture own = new RestFixture(settings)) {
            own.connection.get("/weather").param("lang", "de").as(Weather.class);
        }

        assertThat(service.lastCall().header("X-Team")).isEqualTo("north");
        assertThat(service.lastCall().query()).isEqualTo("lang=de&unit=C%20%26%20F");
    }

    @Test
    void aHeaderCannotHoldALineBreak() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> weather.get("/weather").header("X-City", "Lima\r\nX-Admin: true"));
    }
}
