package dev.connections.autoconfigure.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.rest.RestConnectionAutoConfiguration;
import dev.connections.rest.RestConnection;
import dev.connections.rest.RestException;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.python.PythonServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;

/** REST connections to httpbin. */
@Tag("peers")
@RequiresServer
@Timeout(600)
class HttpbinTests {

    private static PythonServer httpbin;

    @BeforeAll
    static void start() {
        httpbin = PythonServer.httpbin();
    }

    @AfterAll
    static void stop() {
        httpbin.close();
    }

    private static void with(Consumer<RestConnection> test, String... properties) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        HttpMessageConvertersAutoConfiguration.class,
                        HttpClientAutoConfiguration.class,
                        ImperativeHttpClientAutoConfiguration.class,
                        RestClientAutoConfiguration.class,
                        RestConnectionAutoConfiguration.class,
                        ConnectionsAutoConfiguration.class))
                .withPropertyValues("connections.bin.type=rest", "connections.bin.url=" + httpbin.url())
                .withPropertyValues(properties)
                .run(context -> test.accept(context.getBean(RestConnection.class)));
    }

    @Test
    void sendsEachMethod() {
        with(bin -> {
            Map<String, String> body = Map.of("name", "Zoë ß 雪");
            for (JsonNode answer : new JsonNode[] {
                bin.post("/post").body(body).as(JsonNode.class),
                bin.put("/put").body(body).as(JsonNode.class),
                bin.patch("/patch").body(body).as(JsonNode.class)
            }) {
                assertThat(answer.at("/json/name").asString()).isEqualTo("Zoë ß 雪");
            }
            assertThat(bin.delete("/delete").as(JsonNode.class).at("/url").asString())
                    .endsWith("/delete");
        });
    }

    @Test
    void encodesParameters() {
        with(bin -> {
            JsonNode args = bin.get("/get")
                    .params(Map.of("$filter", "a eq 'b'", "q", "1+1=2 & more", "ü", "100 %"))
                    .as(JsonNode.class)
                    .at("/args");
            assertThat(args.path("$filter").asString()).isEqualTo("a eq 'b'");
            assertThat(args.path("q").asString()).isEqualTo("1+1=2 & more");
            assertThat(args.path("ü").asString()).isEqualTo("100 %");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 418, 429, 500, 502, 503})
    void statusesAreExceptions(int status) {
        with(
                bin -> assertThatExceptionOfType(RestException.class)
                        .isThrownBy(() -> bin.get("/status/" + status).as(String.class))
                        .satisfies(ex -> assertThat(ex.status().value()).isEqualTo(status)),
                "connections.bin.retry.attempts=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/redirect/3", "/relative-redirect/3", "/absolute-redirect/3", "/redirect-to?url=/get"})
    void followsRedirects(String path) {
        with(bin -> assertThat(bin.get(path).as(JsonNode.class).path("url").asString())
                .endsWith("/get"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void readsCompressedResponses(String coding) {
        with(bin -> assertThat(bin.get("/" + coding)
                        .header("Accept-Encoding", coding)
                        .as(String.class)
                        .contains("\"method\": \"GET\""))
                .isTrue());
    }

    @Test
    void authenticates() {
        with(
                bin -> assertThat(bin.get("/basic-auth/scott/t%C3%AFger")
                                .as(JsonNode.class)
                                .path("user")
                                .asString())
                        .isEqualTo("scott"),
                "connections.bin.username=scott",
                "connections.bin.password=tïger");
        with(
                bin -> assertThat(bin.get("/bearer")
                                .as(JsonNode.class)
                                .path("token")
                                .asString())
                        .isEqualTo("abc.def"),
                "connections.bin.token=abc.def");
        with(bin -> assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> bin.get("/bearer").as(String.class))
                .satisfies(ex -> assertThat(ex.status().value()).isEqualTo(401)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/delay/10", "/drip?duration=10&numbytes=2&delay=0"})
    void aSlowResponseEndsAtTheReadTimeout(String path) {
        with(
                bin -> {
                    long begin = System.nanoTime();
                    assertThatExceptionOfType(RestException.class)
                            .isThrownBy(() -> bin.get(path).as(String.class));
                    assertThat(System.nanoTime() - begin).isLessThan(8_000_000_000L);
                },
                "connections.bin.read-timeout=1s",
                "connections.bin.retry.attempts=1");
    }

    @Test
    void readsBytesAndText(@TempDir Path directory) {
        with(bin -> {
            assertThat(bin.get("/bytes/100000?seed=7").as(byte[].class)).hasSize(100_000);
            Path file = directory.resolve("bytes");
            assertThat(bin.get("/stream-bytes/100000?seed=7&chunk_size=999").download(file))
                    .isEqualTo(100_000);
            assertThat(file).hasSize(100_000);
            assertThat(bin.get("/encoding/utf8").as(String.class)).contains("∮ E⋅da = Q", "ሰማይ");
            assertThat(bin.get("/html").as(String.class)).contains("Herman Melville");
            assertThat(bin.get("/image/png").as(byte[].class)).startsWith(0x89, 'P', 'N', 'G');
        });
        assertThat(Files.exists(directory)).isTrue();
    }

    @Test
    void readsNestedRows() {
        with(bin ->
                assertThat(bin.get("/json").rows("/slideshow/slides").size()).isEqualTo(2));
    }
}
