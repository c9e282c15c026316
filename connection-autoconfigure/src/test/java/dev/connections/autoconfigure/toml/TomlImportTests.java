package dev.connections.autoconfigure.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** TOML files as an application meets them: started by {@link SpringApplication}, from real files. */
@ExtendWith(OutputCaptureExtension.class)
class TomlImportTests {

    private static final String SECRETS =
            """
            OpenAI_key = "sk-0815"

            [connections.pet_db]
            type = "sql"
            dialect = "postgresql"
            host = "db.example.com"
            port = 5432
            password = "hunter2"
            since = 2024-02-29
            wait = "3s"

            [connections.pet_db.properties]
            "ssl.mode" = "require"

            [[replicas]]
            host = "one"
            [[replicas]]
            host = "two"
            """;

    @TempDir
    private Path directory;

    @Test
    void importsAStreamlitSecretsFileUnchanged() throws IOException {
        Path file = write(".streamlit/secrets.toml", SECRETS);
        try (ConfigurableApplicationContext context = run("--spring.config.import=file:" + file)) {
            ConfigurableEnvironment environment = context.getEnvironment();
            assertThat(environment.getProperty("connections.pet_db.host")).isEqualTo("db.example.com");
            assertThat(environment.getProperty("connections.pet_db.port")).isEqualTo("5432");
            assertThat(environment.getProperty("OpenAI_key")).isEqualTo("sk-0815");
            assertThat(environment.resolvePlaceholders("${connections.pet_db.port}"))
                    .isEqualTo("5432");

            Binder binder = Binder.get(environment);
            assertThat(binder.bind("connections.pet-db.port", Integer.class).get())
                    .isEqualTo(5432);
            assertThat(binder.bind("connections.pet-db.wait", Duration.class).get())
                    .isEqualTo(Duration.ofSeconds(3));
            assertThat(binder.bind("connections.pet-db.since", LocalDate.class).get())
                    .isEqualTo(LocalDate.of(2024, 2, 29));
            assertThat(binder.bind("connections.pet-db.properties", Bindable.mapOf(String.class, String.class))
                            .get())
                    .isEqualTo(Map.of("ssl.mode", "require"));
            assertThat(binder.bind("replicas", Bindable.listOf(Replica.class)).get())
                    .containsExactly(new Replica("one"), new Replica("two"));
        }
    }

    @Test
    void knowsTheOriginOfAnImportedValue() throws IOException {
        Path file = write("secrets.toml", SECRETS);
        try (ConfigurableApplicationContext context = run("--spring.config.import=file:" + file)) {
            ConfigurationPropertyName name = ConfigurationPropertyName.of("connections.pet-db.port");
            assertThat(ConfigurationPropertySources.get(context.getEnvironment()))
                    .map(source -> source.getConfigurationProperty(name))
                    .filteredOn(property -> property != null)
                    .singleElement()
                    .extracting("origin")
                    .asString()
                    .contains("secrets.toml", " - 7:1");
        }
    }

    @Test
    void namesTheLineOfADateThatDoesNotExist() throws IOException {
        Path file = write("secrets.toml", "[connections.pet_db]\nsince = 2025-02-29\n");
        try (ConfigurableApplicationContext context = run("--spring.config.import=file:" + file)) {
            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() ->
                            Binder.get(context.getEnvironment()).bind("connections.pet-db.since", LocalDate.class))
                    .satisfies(ex -> assertThat(String.valueOf(Origin.from(ex.getProperty())))
                            .contains("secrets.toml", " - 2:1"));
        }
    }

    @Test
    void fillsPlaceholdersAsAnywhere() throws IOException {
        Path file = write("pets.toml", "[connections.pet_db]\npassword = \"${PET_DB_SECRET}\"\n");
        try (ConfigurableApplicationContext context =
                run("--spring.config.import=file:" + file, "--PET_DB_SECRET=tiger")) {
            assertThat(Binder.get(context.getEnvironment())
                            .bind("connections.pet-db.password", String.class)
                            .get())
                    .isEqualTo("tiger");
        }
    }

    @Test
    void importsFromTheClassPath() {
        try (ConfigurableApplicationContext context =
                run("--spring.config.import=classpath:dev/connections/autoconfigure/toml/classpath.toml")) {
            assertThat(context.getEnvironment().getProperty("connections.pet_db.url"))
                    .isEqualTo("jdbc:h2:mem:pets");
        }
    }

    @Test
    void importsRelativeToTheImportingFile() throws IOException {
        write("secrets.toml", SECRETS);
        write("application.yml", "spring.config.import: secrets.toml");
        try (ConfigurableApplicationContext context = run("--spring.config.location=file:" + directory + "/")) {
            assertThat(context.getEnvironment().getProperty("connections.pet_db.host"))
                    .isEqualTo("db.example.com");
        }
    }

    @Test
    void startsWithoutAnOptionalFile() {
        try (ConfigurableApplicationContext context =
                run("--spring.config.import=optional:file:" + directory + "/absent.toml")) {
            assertThat(context.isActive()).isTrue();
        }
    }

    @Test
    void missesAFileThatIsNotOptional() {
        assertThatExceptionOfType(ConfigDataResourceNotFoundException.class)
                .isThrownBy(() -> run("--spring.config.import=file:" + directory + "/absent.toml"));
    }

    @Test
    void readsApplicationTomlAndItsProfilesBesideOtherFormats() throws IOException {
        write("application.toml", "a = \"toml\"\nb = \"toml\"\nc = \"toml\"");
        write("application-night.toml", "c = \"night\"");
        write("application.yml", "a: yaml\nd: yaml");
        write("application.properties", "b=properties\ne=properties");
        try (ConfigurableApplicationContext context =
                run("--spring.config.location=file:" + directory + "/", "--spring.profiles.active=night")) {
            List<String> values = new ArrayList<>();
            for (String name : List.of("a", "b", "c", "d", "e")) {
                values.add(context.getEnvironment().getProperty(name));
            }
            assertThat(values).containsExactly("toml", "toml", "night", "yaml", "properties");
        }
    }

    @Test
    void explainsAFileThatIsNotToml(CapturedOutput output) throws IOException {
        Path file = write("secrets.toml", "[connections.pet_db]\nurl = \"jdbc:h2:mem:pets\"\npassword = hunter2\n");
        assertThatExceptionOfType(TomlFileException.class)
                .isThrownBy(() -> run("--spring.config.import=file:" + file))
                .withNoCause();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("secrets.toml")
                .contains("line 3, column 1: Unknown token")
                .contains("In TOML every text value is in quotes")
                .doesNotContain("hunter2")
                .doesNotContain("\tat ");
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static ConfigurableApplicationContext run(String... args) {
        SpringApplication application = new SpringApplication(Empty.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(args);
    }

    record Replica(String host) {}

    @Configuration(proxyBeanMethods = false)
    static class Empty {}
}
