package dev.connections.autoconfigure.login.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

/** Bodies of logins, read without a text of what they hold. */
class BodyTests {

    @Test
    void aFormIsDecoded() throws Exception {
        assertThat(form("user=al+ice&password=%C3%A4%26%3D%2B%25&empty=&alone&&x=a=b"))
                .isEqualTo(Map.of("user", "al ice", "password", "ä&=+%", "empty", "", "alone", "", "x", "a=b"));
        assertThat(form("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%-1", "a=%ff", "%C3=a", "a=1&a=2"})
    void aFormThatIsNoneIsRefused(String body) {
        assertThatThrownBy(() -> form(body))
                .isInstanceOfSatisfying(UnreadableBodyException.class, ex -> assertThat(ex.status())
                        .isEqualTo(HttpStatus.BAD_REQUEST));
    }

    @Test
    void anObjectOfTextsIsRead() throws Exception {
        assertThat(
                        json(
                                " { \"user\" : \"al ice\" ,\n\"password\":\"\\u00e4\\\"\\\\\\/\\b\\f\\n\\r\\tü\uD83D\uDD11\" , \"x\" : null } "))
                .isEqualTo(Map.of("user", "al ice", "password", "ä\"\\/\b\f\n\r\tü\uD83D\uDD11"));
        assertThat(json("{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}x",
                "{\"a\"}",
                "{\"a\":1}",
                "{\"a\":true}",
                "{\"a\":nul}",
                "{\"a\":{}}",
                "{\"a\":[\"b\"]}",
                "{\"a\":\"b\",}",
                "{\"a\":\"b\" \"c\":\"d\"}",
                "{\"a\":\"b",
                "{\"a\":\"b\\",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"line\nbreak\"}",
                "{\"a\":\"1\",\"a\":\"2\"}",
                "{a:\"b\"}",
                "{}\u0000"
            })
    void whatIsNoObjectOfTextsIsRefused(String body) {
        assertThatThrownBy(() -> json(body)).isInstanceOf(UnreadableBodyException.class);
    }

    @Test
    void aBodyIsOverwritten() throws Exception {
        byte[] form = "password=tiger".getBytes(StandardCharsets.UTF_8);
        FormBody.read(form);
        assertThat(form).containsOnly(0);
        byte[] json = "{\"password\":\"tiger\"}".getBytes(StandardCharsets.UTF_8);
        JsonBody.read(json);
        assertThat(json).containsOnly(0);
    }

    @Test
    void aBodyHasALimit() throws Exception {
        assertThat(LimitedBody.read(new ByteArrayInputStream(new byte[LimitedBody.MAX_SIZE])))
                .hasSize(LimitedBody.MAX_SIZE);
        assertThatThrownBy(() -> LimitedBody.read(new ByteArrayInputStream(new byte[LimitedBody.MAX_SIZE + 1])))
                .isInstanceOfSatisfying(UnreadableBodyException.class, ex -> assertThat(ex.status())
                        .isEqualTo(HttpStatus.CONTENT_TOO_LARGE));
    }

    @Test
    void manyFieldsAreNoForm() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i <= 100; i++) {
            body.append('f').append(i).append("=&");
        }
        assertThatThrownBy(() -> form(body.toString())).isInstanceOf(UnreadableBodyException.class);
    }

    private static Map<String, String> form(String body) throws UnreadableBodyException {
        return texts(FormBody.read(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> json(String body) throws UnreadableBodyException {
        return texts(JsonBody.read(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> texts(Map<String, char[]> fields) {
        return fields.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> new String(field.getValue()), (a, b) -> b, TreeMap::new));
    }
}
