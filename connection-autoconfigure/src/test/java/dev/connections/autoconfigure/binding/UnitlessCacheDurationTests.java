package dev.connections.autoconfigure.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.cache.CacheSettings;
import dev.connections.sql.SqlConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class UnitlessCacheDurationTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "ttl = 600, 600000",
        "ttl = \"600\", 600000",
        "ttl = 1_200, 1200000",
        "ttl = 2.5, 2500",
        "ttl = 1e2, 100000",
        "ttl = \"600ms\", 600",
        "ttl = \"10m\", 600000",
        "ttl = \"PT1M\", 60000"
    })
    void aNumberInSecretsTomlIsInSeconds(String line, long millis) throws IOException {
        Path file = write(
                "secrets.toml", "[connections.pets]\nurl = \"jdbc:h2:mem:bare\"\n[connections.pets.cache]\n" + line);
        try (ConfigurableApplicationContext context = run("--spring.config.import=file:" + file)) {
            assertThat(settings(context).ttl()).isEqualTo(Duration.ofMillis(millis));
        }
    }

    @Test
    void defaultsInSecretsTomlToo() throws IOException {
        Path file = write(
                "secrets.toml",
                """
                [connections.pets]
                url = "jdbc:h2:mem:bare"
                cache.ttl = 600
                [connections.defaults.cache]
                refresh-after = 300
                [connections.defaults.sql.cache]
                stale-if-error = 3600
                cool-down = 0
                """);
        try (ConfigurableApplicationContext context = run("--spring.config.import=optional:file:" + file)) {
            CacheSettings settings = settings(context);
            assertThat(settings.ttl()).isEqualTo(Duration.ofMinutes(10));
            assertThat(settings.refreshAfter()).isEqualTo(Duration.ofMinutes(5));
            assertThat(settings.staleIfError()).isEqualTo(Duration.ofHours(1));
            assertThat(settings.coolDown()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttl", "refresh-after", "stale-if-error", "cool-down", "redis.lease", "redis.timeout"})
    void aNumberElsewhereIsAnErrorWithOriginAndRemedy(String property) throws IOException {
        for (String prefix : List.of("connections.pets", "connections.defaults", "connections.defaults.sql")) {
            Path file = write("some.yml", prefix + ".cache." + property + ": 600");
            assertThat(catchThrowable(() ->
                            run("--spring.config.import=file:" + file, "--connections.pets.url=jdbc:h2:mem:bare")))
                    .hasStackTraceContaining(prefix + ".cache." + property)
                    .hasStackTraceContaining("some.yml")
                    .hasStackTraceContaining("600s");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"600", "+600", "0", "1.5"})
    void fromWhicheverSourceItComes(String number) throws IOException {
        Path toml = write("other.toml", "[connections.pets.cache]\nttl = " + number);
        for (String argument : List.of(
                "--connections.pets.cache.ttl=" + number,
                "--connections.pets.cache.ttl=${pets.ttl:" + number + "}",
                "--spring.config.import=file:" + toml)) {
            assertThat(catchThrowable(() -> run(argument, "--connections.pets.url=jdbc:h2:mem:bare")))
                    .as(argument)
                    .isInstanceOf(InvalidConnectionsException.class)
                    .hasMessageContaining("ttl")
                    .hasMessageContaining("unit");
        }
    }

    @Test
    void connectionsMadeAtRunTimeToo() {
        try (ConfigurableApplicationContext context = run("--connections.pets.url=jdbc:h2:mem:bare")) {
            Connections connections = context.getBean(Connections.class);
            assertThat(catchThrowable(() -> connections.open(
                            "adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:bare", "cache.ttl", "600"))))
                    .hasMessageContaining("600s");
        }
    }

    @Test
    void timeoutsKeepMillisecondsAlsoOfAConnectionCalledCache() throws IOException {
        Path file = write("secrets.toml", "[connections.cache]\nurl = \"jdbc:h2:mem:bare\"\nclose-timeout = 3000\n");
        assertThatCode(() -> run(
                                "--spring.config.import=file:" + file,
                                "--connections.pets.url=jdbc:h2:mem:bare",
                                "--connections.pets.connect-timeout=3000",
                                "--connections.pets.primary=true")
                        .close())
                .doesNotThrowAnyException();
    }

    private static CacheSettings settings(ConfigurableApplicationContext context) {
        return context.getBean(SqlConnection.class).cache().settings();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--spring.config.location=optional:classpath:/none/");
        return application.run(all.toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({ConnectionsAutoConfiguration.class, SqlConnectionAutoConfiguration.class})
    static class Application {}
}
