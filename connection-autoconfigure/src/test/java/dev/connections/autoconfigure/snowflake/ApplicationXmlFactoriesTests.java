package dev.connections.autoconfigure.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.snowflake.TestDriver;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

class ApplicationXmlFactoriesTests {

    private static final List<String> FACTORIES = List.of(
            "javax.xml.stream.XMLInputFactory",
            "javax.xml.stream.XMLOutputFactory",
            "javax.xml.stream.XMLEventFactory");

    @BeforeEach
    @AfterEach
    void forget() {
        FACTORIES.forEach(System::clearProperty);
    }

    @Test
    void javasOwnStay() {
        // the generation before registers none
        assertThat(XMLInputFactory.newFactory().getClass().getName().startsWith("net.snowflake."))
                .isEqualTo(!TestDriver.isOld());
        ApplicationXmlFactories.keep(getClass().getClassLoader());
        assertThat(XMLInputFactory.newFactory()).hasSameClassAs(XMLInputFactory.newDefaultFactory());
        assertThat(XMLOutputFactory.newFactory()).hasSameClassAs(XMLOutputFactory.newDefaultFactory());
        assertThat(XMLEventFactory.newFactory()).hasSameClassAs(XMLEventFactory.newDefaultFactory());
    }

    @Test
    void thoseOfTheApplicationStay(@TempDir Path directory) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(FACTORIES.get(0)), "# ours\ncom.example.InputFactory\n");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            ApplicationXmlFactories.keep(loader);
        }
        assertThat(System.getProperty(FACTORIES.get(0)))
                .isEqualTo(TestDriver.isOld() ? null : "com.example.InputFactory");
    }

    @Test
    void whatIsNamedStaysAsItIs() {
        System.setProperty(FACTORIES.get(0), "com.example.Named");
        ApplicationXmlFactories.keep(getClass().getClassLoader());
        assertThat(System.getProperty(FACTORIES.get(0))).isEqualTo("com.example.Named");
    }

    @Test
    void applicationsKeepTheirsFromTheStart() {
        new SpringApplicationBuilder(Empty.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run()
                .close();
        assertThat(FACTORIES).allSatisfy(factory -> assertThat(System.getProperty(factory) != null)
                .isEqualTo(!TestDriver.isOld()));
        assertThat(XMLInputFactory.newFactory()).hasSameClassAs(XMLInputFactory.newDefaultFactory());
    }

    @Configuration(proxyBeanMethods = false)
    static class Empty {}
}
