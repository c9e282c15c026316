package dev.connections.autoconfigure.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.io.ByteArrayResource;

class TomlFileTests {

    @Test
    void namesValuesByTheirTables() throws IOException {
        assertThat(
                        read(
                                """
                        name = "pets"
                        [connections.pet_db]
                        url = "jdbc:h2:mem:pets"
                        [connections.pet_db.pool]
                        maximum-pool-size = 7
                        """))
                .containsExactly(
                        Map.entry("name", "pets"),
                        Map.entry("connections.pet_db.url", "jdbc:h2:mem:pets"),
                        Map.entry("connections.pet_db.pool.maximum-pool-size", 7L));
    }

    @Test
    void takesDottedKeysAndInlineTablesApart() throws IOException {
        assertThat(read("connections.pet_db.pool = { size = 3, idle.min = 1 }"))
                .containsExactly(
                        Map.entry("connections.pet_db.pool.size", 3L),
                        Map.entry("connections.pet_db.pool.idle.min", 1L));
    }

    @Test
    void keepsAQuotedKeyAsOneKey() throws IOException {
        assertThat(
                        read(
                                """
                        "host.name" = 1
                        "plain" = 2
                        "näme" = 3
                        "[already.bracketed]" = 4
                        [properties]
                        "a.b" = 5
                        'c d'.e = 6
                        "[f.g]" = 7
                        """))
                .containsExactly(
                        Map.entry("[host.name]", 1L),
                        Map.entry("plain", 2L),
                        Map.entry("näme", 3L),
                        Map.entry("[already.bracketed]", 4L),
                        Map.entry("properties[a.b]", 5L),
                        Map.entry("properties[c d].e", 6L),
                        Map.entry("properties[f.g]", 7L));
    }

    @Test
    void countsTheElementsOfArrays() throws IOException {
        assertThat(
                        read(
                                """
                        plain = ["a", "b"]
                        nested = [[1, 2], [3]]
                        [[table]]
                        name = "first"
                        [[table]]
                        name = "second"
                        inner = [{ x = 1 }]
                        """))
                .containsExactly(
                        Map.entry("plain[0]", "a"),
                        Map.entry("plain[1]", "b"),
                        Map.entry("nested[0][0]", 1L),
                        Map.entry("nested[0][1]", 2L),
                        Map.entry("nested[1][0]", 3L),
                        Map.entry("table[0].name", "first"),
                        Map.entry("table[1].name", "second"),
                        Map.entry("table[1].inner[0].x", 1L));
    }

    @Test
    void givesAnEmptyTextForAnEmptyArrayOrTable() throws IOException {
        assertThat(read("array = []\ninline = {}\n[connections.adhoc]\n"))
                .containsExactly(Map.entry("array", ""), Map.entry("inline", ""), Map.entry("connections.adhoc", ""));
    }

    @Test
    void readsNumbersAndBooleans() throws IOException {
        assertThat(read("a = 1_000\nb = 0xff\nc = -2.5e3\nd = inf\ne = true"))
                .containsExactly(
                        Map.entry("a", 1000L),
                        Map.entry("b", 255L),
                        Map.entry("c", -2500.0),
                        Map.entry("d", Double.POSITIVE_INFINITY),
                        Map.entry("e", true));
    }

    @Test
    void givesDatesAndTimesAsIsoText() throws IOException {
        assertThat(
                        read(
                                """
                        a = 1979-05-27T07:32:00Z
                        b = 1979-05-27 00:32:00.999-07:00
                        c = 1979-05-27T07:32:00
                        d = 1979-05-27
                        e = 07:32:00
                        """))
                .containsExactly(
                        Map.entry("a", "1979-05-27T07:32:00Z"),
                        Map.entry("b", "1979-05-27T00:32:00.999-07:00"),
                        Map.entry("c", "1979-05-27T07:32:00"),
                        Map.entry("d", "1979-05-27"),
                        Map.entry("e", "07:32:00"));
    }

    @Test
    void readsEveryKindOfText() throws IOException {
        assertThat(
                        read(
                                "a = \"tab\\t\\u00e9\"\nb = 'C:\\raw'\nc = \"\"\"\ntwo\nlines\"\"\"\nd = '''\n'raw' '''\ne = \"\""))
                .containsExactly(
                        Map.entry("a", "tab\té"),
                        Map.entry("b", "C:\\raw"),
                        Map.entry("c", "two\nlines"),
                        Map.entry("d", "'raw' "),
                        Map.entry("e", ""));
    }

    @Test
    void readsWhatAWindowsEditorWrites() throws IOException {
        assertThat(read("\uFEFF# ä\r\nname = \"ö\"\r\n")).containsExactly(Map.entry("name", "ö"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing but a comment\n", "\uFEFF"})
    void findsNothingInAnEmptyFile(String text) throws IOException {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void knowsTheLineAndColumnOfEveryValue() throws IOException {
        Map<String, OriginTrackedValue> properties =
                file("""
                        name = "pets"
                        [connections.pet_db]
                          url = "jdbc:h2:mem:pets"
                          pool = { size = 3 }
                        list = [1, 22, # and

                          # then
                          333]
                        """)
                        .properties();
        Map<String, String> origins = new LinkedHashMap<>();
        properties.forEach((name, value) -> origins.put(name, String.valueOf(value.getOrigin())));
        assertThat(origins)
                .containsExactly(
                        Map.entry("name", "Byte array resource [secrets.toml] - 1:1"),
                        Map.entry("connections.pet_db.url", "Byte array resource [secrets.toml] - 3:3"),
                        Map.entry("connections.pet_db.pool.size", "Byte array resource [secrets.toml] - 4:12"),
                        Map.entry("connections.pet_db.list[0]", "Byte array resource [secrets.toml] - 5:9"),
                        Map.entry("connections.pet_db.list[1]", "Byte array resource [secrets.toml] - 5:12"),
                        Map.entry("connections.pet_db.list[2]", "Byte array resource [secrets.toml] - 8:3"));
    }

    @Test
    void listsEveryErrorWithItsFileLineAndColumn() {
        assertThatExceptionOfType(TomlFileException.class)
                .isThrownBy(() -> read("a = 1\na = 2\nb = word\n[c\n"))
                .satisfies(ex -> assertThat(ex.description())
                        .startsWith("The file Byte array resource [secrets.toml] is not valid TOML: ")
                        .contains("line 2, column 1: this name is already defined at line 1, column 1")
                        .contains("line 3, column 5: unexpected text, expected ")
                        .contains("line 4, column 3: unexpected end of line, expected ]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = hunter2",
                "password = \"x\" hunter2",
                "password = \"x\"hunter2\"",
                "password = 12hunter2",
                "password = \"hunter2",
                "password = 'hunter2\n",
                "password = \"\"\"hunter2",
                "password = \"hunter2\\q\"",
                "password = \"\u0007hunter2\"",
                "password = \"x\", expected hunter2",
                "password : hunter2",
                "password = [\"hunter2\"",
                "password = { a = \"hunter2\", }",
                "password = 1\npassword = \"hunter2\"",
                "password = 1\npassword.x = \"hunter2\"",
            })
    void neverRepeatsAValueInAnError(String text) {
        assertThatExceptionOfType(TomlFileException.class)
                .isThrownBy(() -> read(text))
                .satisfies(ex -> {
                    assertThat(ex).hasMessageContaining("line ").hasMessageContaining("column ");
                    StringWriter trace = new StringWriter();
                    ex.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString() + ex.description() + ex.action())
                            .doesNotContain("hunter2");
                });
    }

    @Test
    void refusesAFileThatIsNotUtf8() {
        byte[] latin1 = "password = \"süß\"".getBytes(StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(TomlFileException.class)
                .isThrownBy(() -> new TomlFile(new ByteArrayResource(latin1, "secrets.toml")).properties())
                .withMessageContaining("secrets.toml")
                .withMessageContaining("not encoded in UTF-8");
    }

    private static Map<String, Object> read(String text) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        file(text).properties().forEach((name, value) -> values.put(name, value.getValue()));
        return values;
    }

    private static TomlFile file(String text) {
        return new TomlFile(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), "secrets.toml"));
    }
}
