package dev.connections.autoconfigure.sql.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Settings of tools that are not on the class path. */
class AbsentMigrationToolsTests {

    @Test
    void aToolThatIsAbsentIsReportedWithItsDependency() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(without("flyway", "liquibase"), ClassLoader.getPlatformClassLoader())) {
            Class<?> settings = loader.loadClass(MigrationSettings.class.getName());
            Object made = settings.getConstructor(Map.class, Map.class, Map.class)
                    .newInstance(Map.of("locations", "x"), Map.of("change-log", "y"), Map.of("mode", "always"));
            Map<String, String> problems = new TreeMap<>();
            settings.getMethod("check", boolean.class, BiConsumer.class)
                    .invoke(made, false, (BiConsumer<String, String>) problems::put);
            assertThat(problems)
                    .containsOnly(
                            Map.entry(
                                    "flyway.locations",
                                    "needs flyway, which is not on the class path. Add the dependency"
                                            + " org.springframework.boot:spring-boot-starter-flyway."),
                            Map.entry(
                                    "liquibase.change-log",
                                    "needs liquibase, which is not on the class path. Add the dependency"
                                            + " org.springframework.boot:spring-boot-starter-liquibase."));
            // what the application context looks at
            assertThat(loader.loadClass(SqlMigrations.class.getName()).getDeclaredMethods())
                    .isNotEmpty();
        }
    }

    private static URL[] without(String... libraries) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Arrays.stream(libraries).noneMatch(new File(entry).getName()::contains))
                .map(AbsentMigrationToolsTests::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
