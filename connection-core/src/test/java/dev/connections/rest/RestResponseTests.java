package dev.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.rows.Rows;
import dev.connections.testing.Seed;
import dev.connections.testing.http.RawHttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.web.client.RestClientException;

/** Responses that are not as they should be, from a server that writes them byte by byte. */
@Timeout(120)
class RestResponseTests {

    private static final byte[] JSON = "{\"name\":\"Zoë\"}".getBytes(StandardCharsets.UTF_8);

    private static final long LIMIT = 1000;

    private final RawHttpServer server = RawHttpServer.start();

    private final RestFixture scene =
            new RestFixture(settings(new ResponseLimits(LIMIT, 10, true), RestTimeouts.defaults()));

    private final RestConnection connection = scene.connection;

    private RestSettings settings(ResponseLimits limits, RestTimeouts timeouts) {
        RestSettings plain = RestFixture.settings(server.url());
        RetryPolicy once = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), Set.of(503));
        return new RestSettings(plain.baseUrl(), Map.of(), Map.of(), once, null, plain.cache(), timeouts, limits);
    }

    @AfterEach
    void close() {
        scene.close();
        server.close();
    }

    record Thing(String name) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: application/json",
                "Content-Type: application/json;charset=foo",
                "Content-Type: application/json; charset",
                "Content-Type: application/json;",
                "Content-Type: application/json, application/json",
                "Content-Type: application/hal+json",
                "Content-Type: json",
                "Content-Type: */*",
                "Content-Type: text/plain",
                "Content-Type: text/json",
                "Content-Type: application/x-javascript",
                "Content-Type: application/octet-stream",
                "Content-Type: ;;;",
                "Content-Type:"
            })
    void jsonIsReadWhateverTheServerCallsIt(String header) {
        server.answer("200 OK", header, JSON);
        assertThat(connection.get("/x", Thing.class).name()).isEqualTo("Zoë");
        assertThat(connection
                        .get("/x")
                        .ttl(Duration.ofMinutes(1))
                        .as(Thing.class)
                        .name())
                .isEqualTo("Zoë");
        assertThat(connection.restClient().get().uri("/x").retrieve().body(Thing.class))
                .isEqualTo(new Thing("Zoë"));
        assertThat(connection.get("/x").send().getStatusCode().value()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Type: json", "Content-Type: text/html;charset=nope", "Retry-After: garbage", "Vary: ,,"
            })
    void nothingHidesTheStatus(String header) {
        for (int status : new int[] {400, 404, 429, 500, 503}) {
            server.answer(status + " X", header, JSON);
            for (RestRequest request : List.of(
                    connection.get("/x"),
                    connection.get("/x").ttl(Duration.ofMinutes(1)),
                    connection.post("/x").body(Map.of()))) {
                assertThatExceptionOfType(RestException.class)
                        .isThrownBy(() -> request.as(Thing.class))
                        .satisfies(ex -> assertThat(String.valueOf(ex.status())).startsWith(String.valueOf(status)));
            }
        }
    }

    @Test
    void aPageForPeopleIsNamed() {
        server.answer(
                "200 OK",
                "Content-Type: text/html;charset=utf-8",
                "<html>log in</html>".getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x", Thing.class))
                .withMessageContaining("text/html")
                .satisfies(ex -> assertThat(String.valueOf(ex.status())).startsWith("200"));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x").rows(""))
                .withMessageContaining("it is no JSON (text/html");
    }

    @Test
    void generatedHeadersThrowNothingElse() {
        Random random = new Random(Seed.VALUE);
        List<String> names = List.of(
                "Content-Type",
                "Cache-Control",
                "Expires",
                "Age",
                "Date",
                "ETag",
                "Vary",
                "Retry-After",
                "Content-Encoding",
                "Last-Modified",
                "Location",
                "Content-Disposition",
                "Allow",
                "Set-Cookie");
        String alphabet = "application/json; charset=utf-8,max-age=0123456789\"-*:()<>@ noeEgzip";
        for (int i = 0; i < 300; i++) {
            StringBuilder value = new StringBuilder();
            for (int j = random.nextInt(20); j > 0; j--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String name = names.get(random.nextInt(names.size()));
            int status = List.of(200, 404, 503).get(random.nextInt(3));
            server.answer(status + " X", name + ": " + value, JSON);
            Throwable failure = catchThrowable(() -> connection
                    .get("/x" + random.nextInt())
                    .ttl(Duration.ofMinutes(1))
                    .as(Thing.class));
            if (failure != null || status != 200) {
                assertThat(failure)
                        .as("%s: %s, status %d, seed %d", name, value, status, Seed.VALUE)
                        .isInstanceOf(RestException.class);
            }
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream target = new GZIPOutputStream(compressed)) {
            target.write(bytes);
        }
        return compressed.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", " gzip "})
    void compressedResponsesAreRead(String encoding) throws IOException {
        server.answer("200 OK", "Content-Type: application/json\r\nContent-Encoding:" + encoding, gzip(JSON));
        assertThat(connection.get("/x", Thing.class).name()).isEqualTo("Zoë");
        assertThat(server.requests().get(0)).contains("Accept-Encoding: gzip");
    }

    @Test
    void nothingCompressedIsNothing() {
        server.answer("200 OK", "Content-Type: application/json\r\nContent-Encoding: gzip", new byte[0]);
        assertThat(connection.get("/x").optional(Thing.class)).isEmpty();
        assertThat(connection
                        .restClient()
                        .head()
                        .uri("/x")
                        .retrieve()
                        .toBodilessEntity()
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
    }

    @Test
    void aResponseThatIsTooLargeIsAnError(@TempDir Path directory) throws IOException {
        byte[] spaces = new byte[(int) LIMIT * 100];
        Arrays.fill(spaces, (byte) ' ');
        for (boolean compressed : new boolean[] {false, true}) {
            server.answer(
                    "200 OK",
                    "Content-Type: application/json" + (compressed ? "\r\nContent-Encoding: gzip" : ""),
                    compressed ? gzip(spaces) : spaces);
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() -> connection.get("/x", Thing.class))
                    .withMessageContaining("larger than 1000B ('max-response-size')");
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() ->
                            connection.get("/x").ttl(Duration.ofMinutes(1)).as(String.class))
                    .withMessageContaining("'max-response-size'");
            assertThatExceptionOfType(RestClientException.class)
                    .isThrownBy(() ->
                            connection.restClient().get().uri("/x").retrieve().body(String.class))
                    .withStackTraceContaining("'max-response-size'");
            assertThat(connection
                            .restClient()
                            .get()
                            .uri("/x")
                            .<Integer>exchange(
                                    (request, response) -> response.getBody().readAllBytes().length))
                    .isEqualTo(spaces.length);
            assertThat(connection.get("/x").download(directory.resolve("file"))).isEqualTo(spaces.length);
            assertThat(Files.size(directory.resolve("file"))).isEqualTo(spaces.length);
        }
    }

    @Test
    void aLargeErrorIsStillAnError() throws IOException {
        byte[] text = "a".repeat(5000).getBytes(StandardCharsets.UTF_8);
        server.answer("422 X", "Content-Type: text/plain\r\nContent-Encoding: gzip", gzip(text));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x", Thing.class))
                .withMessageContaining("422 Unprocessable Content")
                .satisfies(ex -> assertThat(ex.body()).startsWith("aaa"));
    }

    @Test
    void aTimeoutNamesTheTimeAndTheProperty() {
        RestTimeouts timeouts = new RestTimeouts(
                Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMinutes(1), Duration.ofSeconds(30));
        server.answer(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nabc"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            server.staySilent();
        });
        try (RestFixture slow = new RestFixture(settings(ResponseLimits.defaults(), timeouts))) {
            for (ThrowingCallable call :
                    List.<ThrowingCallable>of(() -> slow.connection.get("/x", String.class), () -> slow.connection
                            .restClient()
                            .get()
                            .uri("/x")
                            .retrieve()
                            .body(String.class))) {
                assertThatExceptionOfType(RestException.class)
                        .isThrownBy(call)
                        .withMessage("Connection 'weather': GET /x timed out:"
                                + " no complete response within 300 ms ('read-timeout')");
            }
        }
    }

    @Test
    void aCallWithItsRetriesIsBounded() {
        RestSettings once = settings(
                ResponseLimits.defaults(),
                new RestTimeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMillis(700)));
        RetryPolicy often =
                new RetryPolicy(100, Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMinutes(1), Set.of(503));
        scene.connection.useSettings(new RestSettings(
                once.baseUrl(), Map.of(), Map.of(), often, null, once.cache(), once.timeouts(), once.limits()));
        server.answer(out -> server.staySilent());
        long began = System.nanoTime();

        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x", String.class))
                .withMessage("Connection 'weather': GET /x timed out:"
                        + " no complete response within 700 ms ('call-timeout')");

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(690), Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, application/json;charset=ISO-8859-1",
        "UTF-16LE, application/json;charset=UTF-16LE",
        "UTF-8, application/json"
    })
    void rowsAreReadInTheirCharset(String charset, String type) {
        server.answer("200 OK", "Content-Type: " + type, "[{\"v\":\"Zoë\"}]".getBytes(Charset.forName(charset)));
        assertThat(connection.get("/x").rows("").toMaps()).containsExactly(Map.of("v", "Zoë"));
    }

    @Test
    void linesAreRows() {
        server.answer(
                "200 OK",
                "Content-Type: application/x-ndjson",
                "{\"v\":1}\n\n{\"v\":2}\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(connection.get("/x").rows("").toMaps()).containsExactly(Map.of("v", 1), Map.of("v", 2));
        for (String broken : List.of(
                "{\"v\":1}\n{\"v\":2}",
                "{\"v\":1}\n{\"v\":",
                "{\"v\":1} 2",
                "[{\"v\":1}]\n[{\"v\":2}]",
                "{\"v\":1}\n<html>")) {
            server.answer("200 OK", "Content-Type: application/json", broken.getBytes(StandardCharsets.UTF_8));
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() -> connection.get("/x").rows(""))
                    .withMessageContaining("it is no JSON");
        }
    }

    @Test
    void decimalsAreExact() {
        server.answer(
                "200 OK",
                "Content-Type: application/json",
                "[{\"v\":12345678901234567.89},{\"v\":1.50}]".getBytes(StandardCharsets.UTF_8));
        assertThat(connection.get("/x").rows("").column("v", BigDecimal.class))
                .containsExactly(new BigDecimal("12345678901234567.89"), new BigDecimal("1.50"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "503 X|Content-Encoding: gzip",
                "404 X|Content-Encoding: br",
                "500 X|Content-Encoding: deflate",
                "429 X|Transfer-Encoding: chunked",
                "418 X|Content-Length: 100"
            })
    void theStatusOfAnErrorCountsHoweverItsBodyIsBroken(String answer) {
        String[] parts = answer.split("\\|");
        server.answer(out -> out.write(("HTTP/1.1 " + parts[0] + "\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                        + parts[1] + "\r\n\r\nabc")
                .getBytes(StandardCharsets.US_ASCII)));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x", String.class))
                .withMessageContaining("was answered with " + parts[0].substring(0, 3));
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.post("/x", "a", String.class))
                .withMessageContaining("was answered with " + parts[0].substring(0, 3));
    }

    /** The JDK's client loses about one of a hundred such statuses. */
    @Test
    void noStatusIsLostToABodyThatArrivesWithIt() {
        server.answer(out -> out.write("HTTP/1.1 429 X\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nabc"
                .getBytes(StandardCharsets.US_ASCII)));
        for (int i = 0; i < 500; i++) {
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() -> connection.post("/x", "a", String.class))
                    .withMessageContaining("was answered with 429");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, gzip",
        "x-gzip, gzip",
        "GZip, gzip",
        "deflate, zlib",
        "deflate, raw",
        "'gzip, gzip', gzip+gzip",
        "'deflate, gzip', zlib+gzip",
        "'aws-chunked,gzip', gzip",
        "utf-8, none",
        "identity, none"
    })
    void compressedBodiesAreRead(String encoding, String compressions) throws IOException {
        byte[] body = "hello, hello, hello".getBytes(StandardCharsets.UTF_8);
        for (String compression : compressions.split("\\+")) {
            body = compressed(body, compression);
        }
        server.answer("200 OK", "Content-Type: text/plain\r\nContent-Encoding: " + encoding, body);
        assertThat(connection.get("/x", String.class)).isEqualTo("hello, hello, hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip, br"})
    void aCompressionThatWasNotOfferedIsAnError(String encoding) {
        byte[] body = "any".getBytes(StandardCharsets.UTF_8);
        server.answer("200 OK", "Content-Type: text/plain\r\nContent-Encoding: " + encoding, body);
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x", String.class))
                .withMessageContaining(
                        "GET /x was answered, but the response cannot be read: its Content-Encoding is " + encoding);
        assertThat(server.requests()).hasSize(1);
        assertThat(connection.get("/x").header("Accept-Encoding", "br").as(byte[].class))
                .isEqualTo(body);
    }

    private static byte[] compressed(byte[] body, String compression) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (compression) {
                    case "gzip" -> new GZIPOutputStream(bytes);
                    case "zlib" -> new DeflaterOutputStream(bytes);
                    case "raw" -> new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED, true));
                    default -> bytes;
                }) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    @Test
    void rowsRefuseWhatTheyWouldLose() {
        byte[] twice = "[{\"v\":1,\"v\":2}]".getBytes(StandardCharsets.UTF_8);
        server.answer("200 OK", "Content-Type: application/json", twice);
        assertThatExceptionOfType(RestException.class)
                .isThrownBy(() -> connection.get("/x").rows(""))
                .withMessageContaining("two values of one name");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> connection.get("/x").rows("items"))
                .withMessage(
                        "Connection 'weather': GET /x: 'items' is no JSON pointer (RFC 6901), which begins with '/'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1E+2147483647"})
    void aNumberOfAnySizeIsShown(String number) {
        server.answer(
                "200 OK",
                "Content-Type: application/json",
                ("[{\"v\":" + number + "}]").getBytes(StandardCharsets.UTF_8));
        Rows rows = connection.get("/x").rows("");
        assertThat(rows.iterator().next().get("v", BigDecimal.class)).isEqualTo(new BigDecimal(number));
        assertThat(rows.toString()).contains(new BigDecimal(number).toString());
        StringBuilder csv = new StringBuilder();
        rows.writeCsv(csv);
        assertThat(csv).hasSizeLessThan(100);
    }
}
