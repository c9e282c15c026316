package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Properties classes of this library bring their descriptions to types of others that nest them. */
class NestedMetadataTests {

    private static final Set<String> OF_EVERY_CONNECTION = Set.of(
            "CacheProperties",
            "CredentialsProperties",
            "LoginProperties",
            "RecoveryProperties",
            "RedisCacheProperties");

    @ParameterizedTest
    @MethodSource("nestedProperties")
    void isASourceOfMetadata(String type) throws IOException {
        String file = "META-INF/spring/configuration-metadata/" + type + ".json";
        try (InputStream metadata = getClass().getClassLoader().getResourceAsStream(file)) {
            assertThat(metadata).as(file).isNotNull();
            assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"description\"");
        }
    }

    /** Without those of every connection, which no type has to nest. */
    static Stream<String> nestedProperties() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.connections.autoconfigure")
                        .stream()
                        .filter(type -> type.getSimpleName().endsWith("Properties")
                                && type.isTopLevelClass()
                                && !type.isInterface()
                                && type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !OF_EVERY_CONNECTION.contains(type.getSimpleName())
                                && !type.isAnnotatedWith(ConfigurationProperties.class))
                        .map(JavaClass::getName);
    }
}
