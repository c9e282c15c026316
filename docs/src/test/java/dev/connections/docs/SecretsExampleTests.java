package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/** The secrets of the page about getting started, in the place where Streamlit has them. */
class SecretsExampleTests {

    private static final Path SNIPPETS = Path.of("src/test/resources/snippets");

    @TempDir
    private Path directory;

    @Test
    void importsTheSecretsOfAStreamlitApplication() throws IOException {
        Path secrets = directory.resolve(".streamlit/secrets.toml");
        Files.createDirectories(secrets.getParent());
        Files.copy(SNIPPETS.resolve("secrets.toml"), secrets);

        // The place is relative to where the application runs, and the test cannot move there.
        String location = location();
        assertThat(location).startsWith("optional:file:");
        SpringApplication application = new SpringApplication(Empty.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context =
                application.run("--spring.config.import=" + location.replace("file:", "file:" + directory + "/"))) {
            assertThat(Binder.get(context.getEnvironment())
                            .bind("connections.pet-db", Bindable.mapOf(String.class, String.class))
                            .get())
                    .isEqualTo(Map.of(
                            "dialect", "postgresql",
                            "host", "localhost",
                            "port", "5432",
                            "database", "pets",
                            "username", "scott",
                            "password", "tiger"));
        }
    }

    private static String location() throws IOException {
        List<PropertySource<?>> sources =
                new YamlPropertySourceLoader().load("import", new FileSystemResource(SNIPPETS.resolve("import.yml")));
        return String.valueOf(sources.get(0).getProperty("spring.config.import"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Empty {}
}
