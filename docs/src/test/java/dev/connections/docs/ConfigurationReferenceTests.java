package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReferenceTests {

    private static final String METADATA =
            """
            {
              "groups": [
                {"name": "connections.defaults", "sourceType": "A"},
                {"name": "connections.defaults.ftp", "sourceType": "B"},
                {"name": "connections.defaults.ftp.pool", "sourceType": "B", "sourceMethod": "getPool()"},
                {"name": "spring.other", "sourceType": "C"}
              ],
              "properties": [
                {"name": "connections.defaults.connect-timeout", "type": "java.time.Duration",
                 "description": "How long to wait.", "defaultValue": "30s"},
                {"name": "connections.defaults.ftp.pool.size", "type": "java.lang.Integer",
                 "description": "Size of [the] pool | tank.", "defaultValue": 4},
                {"name": "connections.defaults.ftp.files", "type": "java.util.List<java.lang.String>",
                 "description": "Files.", "defaultValue": ["a", "b"]},
                {"name": "spring.other.thing", "type": "java.lang.String"}
              ]
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void makesATableForEveryConnectionAndForEachType() {
        assertThat(ConfigurationReference.asciidoc(List.of("{}", METADATA)))
                .isEqualTo(
                        """
                        == Every connection

                        [cols="5,2,2,6",options="header"]
                        |===
                        |Property |Type |Default |Description

                        |`+connections.<name>.connect-timeout+`
                        |`+Duration+`
                        |`+30s+`
                        |pass:c[How long to wait.]
                        |===

                        == Type `ftp`

                        [cols="5,2,2,6",options="header"]
                        |===
                        |Property |Type |Default |Description

                        |`+connections.<name>.files+`
                        |`+List<String>+`
                        |`+a, b+`
                        |pass:c[Files.]

                        |`+connections.<name>.pool.size+`
                        |`+Integer+`
                        |`+4+`
                        |pass:c[Size of [the\\] pool \\| tank.]
                        |===

                        """);
    }

    @Test
    void refusesToWriteAnEmptyReference() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ConfigurationReference.asciidoc(List.of("{}")))
                .withMessageContaining("has the configuration processor run?");
    }

    @Test
    void findsThePropertiesOfTheAutoConfiguration() throws IOException {
        Path file = directory.resolve("reference/properties.adoc");
        ConfigurationReference.main(file.toString());
        assertThat(Files.readString(file))
                .contains("== Every connection", "`+connections.<name>.url+`", "`+connections.<name>.connect-timeout+`")
                .contains("== Type `sql`", "`+connections.<name>.read-only+`")
                .doesNotContain("connections.defaults");
    }
}
