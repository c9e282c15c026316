package dev.connections.autoconfigure.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                        Map.entry("connections.pet_db.pool.maximum-pool-size", 7));
    }

    @Test
    void takesDottedKeysAndInlineTablesApart() throws IOException {
        assertThat(read("connections.pet_db.pool = { size = 3, idle.min = 1 }"))
                .containsExactly(
                        Map.entry("connections.pet_db.pool.size", 3), Map.entry("connections.pet_db.pool.idle.min", 1));
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
                        Map.entry("[host.name]", 1),
                        Map.entry("plain", 2),
                        Map.entry("näme", 3),
                        Map.entry("[already.bracketed]", 4),
                        Map.entry("properties[a.b]", 5),
                        Map.entry("properties[c d].e", 6),
                        Map.entry("properties[f.g]", 7));
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
                        Map.entry("nested[0][0]", 1),
                        Map.entry("nested[0][1]", 2),
                        Map.entry("nested[1][0]", 3),
                        Map.entry("table[0].name", "first"),
                        Map.entry("table[1].name", "second"),
                        Map.entry("table[1].inner[0].x", 1));
    }

    @Test
    void givesAnEmptyTextForAnEmptyArrayOrTable() throws IOException {
        assertThat(read("array = []\ninline = {}\n[connections.adhoc]\n"))
                .containsExactly(Map.entry("array", ""), Map.entry("inline", ""), Map.entry("connections.adhoc", ""));
    }

    @Test
    void readsNumbersAndBooleans() throws IOException {
        assertThat(read("a = 1_000\nb = 0xff\nc = -2.5e3\nd = inf\ne = true\nf = 9223372036854775807\ng = 1e9999"))
                .containsExactly(
                        Map.entry("a", 1000),
                        Map.entry("b", 255),
                        Map.entry("c", -2500.0),
                        Map.entry("d", Double.POSITIVE_INFINITY),
                        Map.entry("e", true),
                        Map.entry("f", BigInteger.valueOf(Long.MAX_VALUE)),
                        Map.entry("g", Double.POSITIVE_INFINITY));
    }

    @Test
    void readsIntegersOf19Digits() throws IOException {
        assertThat(
                        read(
                                """
                a = [1_000_000_000_000_000_000,-9223372036854775808, 999999999999999999]
                b = "1234567890123456789 and 1"
                1234567890123456789 = { c = +1234567890123456789}
                d = 9223372036854775808 # more than a long
                """))
                .containsExactly(
                        Map.entry("a[0]", new BigInteger("1000000000000000000")),
                        Map.entry("a[1]", BigInteger.valueOf(Long.MIN_VALUE)),
                        Map.entry("a[2]", 999999999999999999L),
                        Map.entry("b", "1234567890123456789 and 1"),
                        Map.entry("1234567890123456789.c", new BigInteger("1234567890123456789")),
                        Map.entry("d", new BigInteger("9223372036854775808")));
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
    void knowsTheLineAndColumnOfEveryStatement() throws IOException {
        Map<String, OriginTrackedValue> properties =
                file("""
                        name = "pets"
                        [connections.pet_db]
                          url = "jdbc:h2:mem:pets"
                          pool = { size = 3 }
                        list = [1, 22, # and

                          # then
                          333]
                        text = \"""
                        [other]
                        \"""

                        [[replicas]]
                        host = "one"
                        [[replicas]] # the second
                          ports.http = 80
                          hosts = [{ name = "two" },
                            { name = "three" }]
                        [replicas."a.b"]
                        [connections.pet_db.more]
                        x.y = 1
                        """)
                        .properties();
        Map<String, String> origins = new LinkedHashMap<>();
        properties.forEach((name, value) -> origins.put(name, String.valueOf(value.getOrigin())));
        assertThat(origins)
                .containsExactly(
                        Map.entry("name", "Byte array resource [secrets.toml] - 1:1"),
                        Map.entry("connections.pet_db.url", "Byte array resource [secrets.toml] - 3:3"),
                        Map.entry("connections.pet_db.pool.size", "Byte array resource [secrets.toml] - 4:3"),
                        Map.entry("connections.pet_db.list[0]", "Byte array resource [secrets.toml] - 5:1"),
                        Map.entry("connections.pet_db.list[1]", "Byte array resource [secrets.toml] - 5:1"),
                        Map.entry("connections.pet_db.list[2]", "Byte array resource [secrets.toml] - 5:1"),
                        Map.entry("connections.pet_db.text", "Byte array resource [secrets.toml] - 9:1"),
                        Map.entry("connections.pet_db.more.x.y", "Byte array resource [secrets.toml] - 21:1"),
                        Map.entry("replicas[0].host", "Byte array resource [secrets.toml] - 14:1"),
                        Map.entry("replicas[1].ports.http", "Byte array resource [secrets.toml] - 16:3"),
                        Map.entry("replicas[1].hosts[0].name", "Byte array resource [secrets.toml] - 17:3"),
                        Map.entry("replicas[1].hosts[1].name", "Byte array resource [secrets.toml] - 17:3"),
                        Map.entry("replicas[1][a.b]", "Byte array resource [secrets.toml] - 19:1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = word                 | line 1, column 1: Unknown token",
                "a = \"\\q\"              | line 1, column 1: Unknown escape sequence",
                "a = 1⏎[]                | line 2, column 1: Unexpected token",
                "a b = 1                  | line 1, column 1: Unknown token",
                "= 1                      | line 1, column 1: Unexpected token",
                "x = 1⏎ = 1              | line 2, column 2: Unexpected token",
                "b = 1⏎⏎a = 'x⏎⏎c = 1 | line 3, column 1: Newline not permitted here",
                "b = 1⏎a = \"\"\"x⏎c = 1 | line 2, column 1: Premature end of file",
                "b = 1⏎a = [1,⏎ 2,⏎ x] | line 2, column 1: Unknown token",
                "a = 1⏎⏎a = 2⏎⏎b = 1  | line 3, column 1: Duplicate key",
                "a = 1⏎⏎a = 2⏎# b      | line 3, column 1: Duplicate key",
                "a = 1⏎a = 2             | line 2, column 1: Duplicate key",
                "[t]⏎a = 1⏎  a = 2⏎[u] | line 3, column 3: Duplicate key",
                "[t]⏎a = 1⏎⏎[t]⏎b = 1 | line 4, column 1: Table redefined",
                "a = 1⏎b = 2⏎a.c = 1    | line 3, column 1: Path into existing non-object value",
                "a = 1e99999999999        | line 1, column 1: Invalid number.",
                "[größe]⏎a = 1⏎b = word | line 3, column 1: Unknown token",
            })
    void namesTheFileAndTheStatementOfAnError(String toml, String expected) {
        assertThatExceptionOfType(TomlFileException.class)
                .isThrownBy(() -> read(toml.replace("⏎", "\n")))
                .satisfies(ex -> assertThat(ex.description())
                        .startsWith("The file Byte array resource [secrets.toml] is not valid TOML: " + expected));
    }

    @Test
    void refusesADocumentThatIsNestedTooDeeply() {
        assertThatExceptionOfType(TomlFileException.class)
                .isThrownBy(() -> read("a = 1\nb = " + "[".repeat(10_000)))
                .withMessageContaining("line 2, column 1: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = hunter2",
                "password = \"x\" hunter2",
                "password = \"x\"hunter2\"",
                "password = 12hunter2",
                "password = 0hunter2",
                "password = 1e99999999999 # hunter2",
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
