package dev.connections.autoconfigure.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Applications on class paths without optional libraries: with the starter alone, and with each library absent in turn. */
@ExtendWith(OutputCaptureExtension.class)
class OptionalLibrariesTests {

    /** Each class loader loads all classes again, which takes seconds on a busy machine. */
    private static final Map<String, Object> PETS =
            Map.of("connections.pets.url", "jdbc:h2:mem:", "connections.pets.connect-timeout", "60s");

    private static final String HINT = "@Qualifier(\"petz\") names no connection. Did you mean \"pets\"?";

    @Test
    void theStarterAloneIsEnough(CapturedOutput output) throws Exception {
        try (URLClassLoader starter = withStarterOnly()) {
            assertThat(call(starter, "run", "Complete", PETS)).isEqualTo("1");
            assertThat(call(starter, "run", "Misspelled", PETS)).startsWith("failed");
            assertThat(call(starter, "run", "Complete", Map.of("connections.post.url", "smtp://localhost")))
                    .startsWith("failed");
            assertThat(call(
                            starter,
                            "run",
                            "Unqualified",
                            Map.of(
                                    "connections.pets.url", "jdbc:h2:mem:",
                                    "connections.orders.url", "jdbc:h2:mem:",
                                    "connections.weather.url", "http://127.0.0.1:1")))
                    .startsWith("failed");
            assertThat(call(starter, "run", "Unscanned", PETS)).startsWith("failed");
            assertThat(call(starter, "run", "Repositories", PETS))
                    .contains("@EnableConnectionRepositories on " + LibrariesApplication.Repositories.class.getName()
                            + " needs Spring Data JDBC. Add the dependency"
                            + " org.springframework.boot:spring-boot-starter-data-jdbc.");
        }
        assertThat(output)
                .contains(
                        "LibrariesApplication$Pets is required, and nothing has scanned for Spring Data repositories.")
                .contains("@EnableConnectionRepositories(connection = \"<name>\")")
                .contains("Add the dependency org.springframework.boot:spring-boot-starter-data-jdbc, which scans")
                .contains("APPLICATION FAILED TO START")
                .contains(HINT)
                .contains("Add the dependency org.springframework.boot:spring-boot-starter-mail")
                .contains("several connections have one")
                .contains("The connections are: orders, pets, weather.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring-context-support",
                "jakarta.mail-api",
                "angus-mail",
                "sendgrid-java",
                "thymeleaf",
                "spring-data-jdbc",
                "spring-data-redis",
                "lettuce-core",
                "spring-boot-data-jdbc",
                "spring-boot-actuator-autoconfigure",
                "spring-boot-health",
                "spring-boot-micrometer-metrics",
                "micrometer-core",
                "spring-boot-restclient",
                "spring-boot-http-client",
                "spring-boot-mail",
                "flyway-core",
                "liquibase-core",
                "spring-web",
                "spring-webmvc",
                "tomcat-embed-core",
                "spring-orm",
                "jakarta.persistence-api",
                "spring-security-core",
                "spring-security-web",
                "spring-security-oauth2-client",
                "spring-cloud-context",
                "spring-cloud-vault-config",
                "spring-vault-core",
                "jackson-dataformat-toml",
                "snowflake-jdbc",
                "duckdb_jdbc",
                "s3",
                "google-cloud-storage",
                "azure-storage-blob",
                "jackson-databind",
                "reactor-core",
                "context-propagation",
                "spring-session-core",
                "spring-test",
                "spring-boot-test",
                "spring-boot-restclient-test",
                "spring-boot-testcontainers",
                "testcontainers",
                "testcontainers-jdbc",
                "spring-boot-docker-compose",
                "junit-jupiter-api",
                "jakarta.validation-api",
                "resilience4j-micrometer",
            })
    void worksWithout(String library) throws Exception {
        ClassLoaderWithout without = new ClassLoaderWithout(Set.of(library));
        assertThat(without.hidesAnything()).isTrue();
        assertThat(call(without, "refresh", "Plain", PETS)).isEqualTo("1");
        assertThat(call(without, "refresh", "PlainMisspelled", PETS)).contains(HINT);
    }

    /** The libraries of spring-boot-starter-restclient, which the page about JPA excludes. */
    @Test
    void worksWithoutHttpClientsAndJson() throws Exception {
        ClassLoaderWithout without = new ClassLoaderWithout(Set.of(
                "spring-boot-restclient",
                "spring-boot-http-client",
                "spring-boot-http-converter",
                "spring-boot-jackson",
                "jackson-databind",
                "spring-web",
                "spring-webmvc"));
        assertThat(call(without, "refresh", "Plain", PETS)).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "spring-context-support, smtp://localhost, org.springframework.boot:spring-boot-starter-mail",
        "jakarta.mail-api, smtp://localhost, org.springframework.boot:spring-boot-starter-mail",
        "angus-mail, smtp://localhost, org.springframework.boot:spring-boot-starter-mail",
        "s3, s3://bucket, software.amazon.awssdk:s3",
        "google-cloud-storage, gs://bucket, com.google.cloud:google-cloud-storage",
        "azure-storage-blob, abfss://container@account.dfs.core.windows.net/, com.azure:azure-storage-blob",
    })
    void namesTheLibraryThatAConnectionNeeds(String library, String url, String expected) throws Exception {
        assertThat(call(
                        new ClassLoaderWithout(Set.of(library)),
                        "refresh",
                        "Plain",
                        Map.of(
                                "connections.post.url",
                                url,
                                "connections.post.start",
                                "lazy",
                                "connections.pets.url",
                                "jdbc:h2:mem:",
                                "connections.pets.primary",
                                "true")))
                .contains(expected);
    }

    private static URLClassLoader withStarterOnly() throws Exception {
        Set<String> starter = StarterJars.artifacts();
        assertThat(starter)
                .contains("connection-core", "spring-core", "HikariCP")
                .doesNotContain("h2", "lettuce-core", "spring-data-jdbc", "spring-data-relational", "antlr4-runtime");
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String artifact = ClassLoaderWithout.artifact(Path.of(entry));
            if (!entry.endsWith(".jar")
                    || artifact.equals("connection-core")
                    || artifact.equals("h2")
                    || starter.contains(artifact)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static String call(
            ClassLoader classLoader, String method, String application, Map<String, Object> properties)
            throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(classLoader);
        try {
            String name = LibrariesApplication.class.getName();
            return (String) classLoader
                    .loadClass(name)
                    .getMethod(method, Class.class, Map.class)
                    .invoke(null, classLoader.loadClass(name + "$" + application), properties);
        } catch (InvocationTargetException ex) {
            throw new AssertionError(ex.getCause());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
