package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties classes of this library bring their descriptions to types of others that nest them. */
class NestedMetadataTests {

    @ParameterizedTest
    @CsvSource({
        "dev.connections.autoconfigure.RateLimitProperties, period",
        "dev.connections.autoconfigure.sql.SqlPoolProperties, maximum-size"
    })
    void isASourceOfMetadata(String type, String property) throws IOException {
        String file = "META-INF/spring/configuration-metadata/" + type + ".json";
        try (InputStream metadata = getClass().getClassLoader().getResourceAsStream(file)) {
            assertThat(metadata).as(file).isNotNull();
            assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"" + property + "\"")
                    .contains("\"description\"");
        }
    }
}
