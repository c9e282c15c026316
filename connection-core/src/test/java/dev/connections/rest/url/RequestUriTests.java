package dev.connections.rest.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.testing.Seed;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import tools.jackson.databind.json.JsonMapper;

class RequestUriTests {

    private static final URI BASE = URI.create("http://h/v1");

    private static String of(String path, Map<String, @Nullable Object> params) {
        return RequestUri.of(BASE, path, any(params)).toString().substring("http://h".length());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/items, /v1/items",
                "items, /v1/items",
                "``, /v1",
                "?a=1, /v1?a=1",
                "/items?cursor=a%2Bb%3D%3D, /v1/items?cursor=a%2Bb%3D%3D",
                "/items?cursor=a+b, /v1/items?cursor=a+b",
                "/items?$skiptoken=%7B%22a%22%3A1%7D, /v1/items?$skiptoken=%7B%22a%22%3A1%7D",
                "/items?page[size]=5, /v1/items?page[size]=5",
                "/a b/ü?q=ü|x, /v1/a%20b/%C3%BC?q=%C3%BC%7Cx",
                "/100%, /v1/100%25",
                "/items#part, /v1/items",
                "/items?a=1#part, /v1/items?a=1",
                "http://h/other?cursor=a%2Bb#x, /other?cursor=a%2Bb"
            })
    void whatIsWrittenStaysAsItIs(String path, String expected) {
        assertThat(of((path == null) ? "" : path, Map.of())).isEqualTo(expected);
    }

    static Stream<Arguments> values() throws Exception {
        JsonMapper json = new JsonMapper();
        return Stream.of(
                Arguments.of("a+b@c.d", "v=a%2Bb%40c.d"),
                Arguments.of("a%20b{x}", "v=a%2520b%7Bx%7D"),
                Arguments.of("", "v="),
                Arguments.of(null, ""),
                Arguments.of(new String[] {"a", "b"}, "v=a&v=b"),
                Arguments.of(new int[] {1, 2}, "v=1&v=2"),
                Arguments.of("x".toCharArray(), "v=x"),
                Arguments.of(Optional.of("a"), "v=a"),
                Arguments.of(Optional.empty(), ""),
                Arguments.of(OptionalInt.of(7), "v=7"),
                Arguments.of(Arrays.asList("a", null, "b,c"), "v=a&v=b%2Cc"),
                Arguments.of(List.of(List.of(1), Optional.of(2)), "v=1&v=2"),
                Arguments.of(List.of(), ""),
                Arguments.of(Stream.of(1, 2), "v=1&v=2"),
                Arguments.of(Path.of("/etc/x"), "v=%2Fetc%2Fx"),
                Arguments.of(json.readTree("\"abc\""), "v=abc"),
                Arguments.of(json.readTree("[1, \"b\", null]"), "v=1&v=b"),
                Arguments.of(json.readTree("{\"a\":1}"), "v=%7B%22a%22%3A1%7D"),
                Arguments.of(json.readTree("null"), ""),
                Arguments.of(new java.util.Date(0), "v=1970-01-01T00%3A00%3A00Z"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesOfEachKindBecomeTexts(@Nullable Object value, String query) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("v", value);
        assertThat(of("/q", params)).isEqualTo("/v1/q" + (query.isEmpty() ? "" : "?" + query));
    }

    @ParameterizedTest
    @CsvSource({
        "$filter, $filter",
        "dc:title, dc:title",
        "@type, @type",
        "page[size], page%5Bsize%5D",
        "größe, gr%C3%B6%C3%9Fe",
        "a b, a%20b",
        "a&b=c, a%26b%3Dc",
        "a+b, a%2Bb"
    })
    void namesMayBeAnything(String name, String sent) {
        assertThat(of("/q", Map.of(name, 5))).isEqualTo("/v1/q?" + sent + "=5");
    }

    @Test
    void severalValuesInAPlaceAreJoined() {
        assertThat(of("/q/{p}?ids={ids}", Map.of("p", List.of("a/b", "c"), "ids", List.of(1, 2))))
                .isEqualTo("/v1/q/a%2Fb,c?ids=1,2");
    }

    @Test
    void moreParametersFollowThoseThatAreWritten() {
        assertThat(of("/q?a=1", Map.of("b", 2))).isEqualTo("/v1/q?a=1&b=2");
        assertThat(of("/q?", Map.of("b", 2))).isEqualTo("/v1/q?b=2");
        assertThat(of("/q#part", Map.of("b", 2))).isEqualTo("/v1/q?b=2");
        assertThat(of("/{id}?a={a}", Map.of("id", 1, "a", "x", "b", 2))).isEqualTo("/v1/1?a=x&b=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", ""})
    void aValueDoesNotLeaveItsPlace(String value) {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> of("/files/{name}", Map.of("name", value)))
                .withMessageContaining("cannot be a part of a path");
    }

    @Test
    void whatHasNoTextIsRefused() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> of("/q", Map.of("v", Map.of("a", 1))))
                .withMessageContaining("the value of 'v' is a map");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> of("/q", Map.of("v", new byte[] {1})))
                .withMessageContaining("Base64");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/v1/items?cursor=a%2Bb, http://h/v1/items?cursor=a%2Bb",
        "/v1/items?page=2, http://h/v1/items?page=2",
        "items?page=2, http://h/v1/items?page=2",
        "?page=2, http://h/v1/?page=2",
        "http://h/x?#part, http://h/x?"
    })
    void anAddressIsRequestedAsItIs(String address, String expected) {
        assertThat(RequestUri.of(BASE, URI.create(address), new RequestParameters()))
                .hasToString(expected);
    }

    @Test
    void eachNameAndValueArrivesAsItWas() {
        Random random = new Random(Seed.VALUE);
        for (int i = 0; i < 2000; i++) {
            Map<String, @Nullable Object> params = new LinkedHashMap<>();
            for (int j = random.nextInt(4); j >= 0; j--) {
                params.put(text(random) + j, text(random));
            }
            URI uri = RequestUri.of(BASE, "/q", any(params));
            Map<String, String> read = new LinkedHashMap<>();
            for (String pair : uri.getRawQuery().split("&")) {
                String[] parts = pair.split("=", -1);
                assertThat(parts).as("%s, seed %d", uri, Seed.VALUE).hasSize(2);
                read.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            assertThat(read).as("seed %d", Seed.VALUE).isEqualTo(params);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(6), 1, 0xD7FF)
                .map(each -> random.nextBoolean() ? each % 0x7F + 1 : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static RequestParameters any(Map<String, @Nullable Object> params) {
        RequestParameters parameters = new RequestParameters();
        parameters.any().putAll(params);
        return parameters;
    }

    @Test
    void pathVariablesAndQueryParametersOfOneNameAreApart() {
        RequestParameters parameters = new RequestParameters();
        parameters.path().put("id", "a/b");
        parameters.query().put("id", "c d");
        parameters.any().put("id", "other");
        assertThat(RequestUri.of(BASE, "/users/{id}", parameters)).hasToString(BASE + "/users/a%2Fb?id=c%20d");
    }

    @Test
    void aPathVariableNeedsAPlaceholder() {
        RequestParameters parameters = new RequestParameters();
        parameters.path().put("idd", 7);
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> RequestUri.of(BASE, "/users", parameters))
                .withMessageContaining("has no placeholder '{idd}'");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> RequestUri.of(BASE, URI.create("/users"), parameters))
                .withMessageContaining("has no placeholder '{idd}'");
    }
}
