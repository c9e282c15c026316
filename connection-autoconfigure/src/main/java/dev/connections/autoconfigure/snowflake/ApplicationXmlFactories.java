package dev.connections.autoconfigure.snowflake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Leaves the StAX factories of an application as they would be without Snowflake's driver. The driver registers an
 * inner copy of its own for the whole JVM, and where it comes first on the class path every reader of XML is given
 * that: it has broken Jackson's. A factory that a system property names stays.
 */
final class ApplicationXmlFactories implements EnvironmentPostProcessor {

    private static final Logger logger = LoggerFactory.getLogger(ApplicationXmlFactories.class);

    private static final String DRIVER = "net.snowflake.";

    private static final Map<String, Supplier<Object>> FACTORIES = Map.of(
            "javax.xml.stream.XMLInputFactory", XMLInputFactory::newDefaultFactory,
            "javax.xml.stream.XMLOutputFactory", XMLOutputFactory::newDefaultFactory,
            "javax.xml.stream.XMLEventFactory", XMLEventFactory::newDefaultFactory);

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        keep(application.getClassLoader());
    }

    static void keep(ClassLoader classLoader) {
        FACTORIES.forEach((factory, ofJava) -> {
            if (System.getProperty(factory) == null) {
                List<String> providers = providers(classLoader, factory);
                if (!providers.isEmpty() && providers.get(0).startsWith(DRIVER)) {
                    String kept = providers.stream()
                            .filter(provider -> !provider.startsWith(DRIVER))
                            .findFirst()
                            .orElseGet(() -> ofJava.get().getClass().getName());
                    System.setProperty(factory, kept);
                    logger.debug("{} stays {}, though Snowflake's driver registers one of its own", factory, kept);
                }
            }
        });
    }

    /** In the order of the class path, which is that of {@link java.util.ServiceLoader}. */
    private static List<String> providers(ClassLoader classLoader, String factory) {
        List<String> providers = new ArrayList<>();
        try {
            for (URL file : Collections.list(classLoader.getResources("META-INF/services/" + factory))) {
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
                    lines.lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .forEach(providers::add);
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException("The providers of " + factory + " cannot be read", ex);
        }
        return providers;
    }
}
