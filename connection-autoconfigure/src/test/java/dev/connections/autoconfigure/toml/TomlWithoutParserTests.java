package dev.connections.autoconfigure.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** An application on a class path without the parser, which is optional. */
@ExtendWith(OutputCaptureExtension.class)
class TomlWithoutParserTests {

    @TempDir
    private Path directory;

    @Test
    void startsWithoutATomlFile() throws Exception {
        assertThat(runWithoutParser("--spring.config.import=optional:file:" + directory + "/absent.toml"))
                .isEqualTo(true);
    }

    @Test
    void namesTheMissingDependency(CapturedOutput output) throws Exception {
        Path file = Files.writeString(directory.resolve("secrets.toml"), "password = \"hunter2\"");
        assertThatThrownBy(() -> runWithoutParser("--spring.config.import=file:" + file))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .hasMessageContaining("secrets.toml")
                .hasMessageContaining("tools.jackson.dataformat:jackson-dataformat-toml");
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Add the dependency tools.jackson.dataformat:jackson-dataformat-toml")
                .doesNotContain("hunter2");
    }

    private static Object runWithoutParser(String... args) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader withoutParser =
                new URLClassLoader(classPathWithoutParser(), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(withoutParser);
            return withoutParser
                    .loadClass(Application.class.getName())
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) args);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL[] classPathWithoutParser() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("jackson-dataformat-toml")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** Loaded by the class loader without the parser, hence public. */
    @Configuration(proxyBeanMethods = false)
    public static class Application {

        public static boolean run(String... args) {
            SpringApplication application = new SpringApplication(Application.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            try (var context = application.run(args)) {
                return context.isActive();
            }
        }
    }
}
