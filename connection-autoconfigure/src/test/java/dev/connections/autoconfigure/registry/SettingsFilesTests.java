package dev.connections.autoconfigure.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.FtpConnection;
import dev.connections.autoconfigure.FtpConnectionType;
import dev.connections.autoconfigure.ReadsSettingsFiles;
import dev.connections.autoconfigure.SettingsFiles;
import dev.connections.autoconfigure.binding.ConnectionTypes;
import dev.connections.autoconfigure.reload.ConnectionReloadAutoConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings in files, as a type of an application's own has them. */
class SettingsFilesTests {

    /** What stands in the file. */
    private static final Map<String, String> FILE = new LinkedHashMap<>();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ConnectionsAutoConfiguration.class, ConnectionReloadAutoConfiguration.class))
            .withUserConfiguration(Types.class)
            .withPropertyValues("connections.files.type=noted");

    @BeforeEach
    void fill() {
        FILE.clear();
        FILE.put("url", "ftp://noted");
        FILE.put("username", "scott");
    }

    @Test
    void theyComeBehindTheDefaults() {
        runner.run(
                context -> assertThat(list(context.getBean(Connections.class))).contains("scott", "noted"));
        runner.withPropertyValues("connections.defaults.username=adams")
                .run(context ->
                        assertThat(list(context.getBean(Connections.class))).contains("adams", "noted"));
    }

    @Test
    void aValueThatCannotBeBoundIsToldWithTheFile() {
        FILE.put("port", "many");
        runner.run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("connections.files.port (notes)")
                .hasMessageContaining("is not a valid"));
    }

    @Test
    void aChangedEnvironmentIsAReasonToLookAgain() {
        runner.run(context -> {
            FILE.put("url", "ftp://elsewhere");
            context.publishEvent(new EnvironmentChangeEvent(context, Set.of("something.else")));
            assertThat(list(context.getBean(Connections.class))).contains("elsewhere");
        });
    }

    @Test
    void nodesWhoseFilesDifferShareNoResults() {
        runner.run(context -> {
            String before = target(context.getBean(ConnectionRegistry.class), context.getBeanFactory());
            assertThat(before).contains("ftp://noted");
            FILE.put("url", "ftp://elsewhere");
            assertThat(target(context.getBean(ConnectionRegistry.class), context.getBeanFactory()))
                    .isNotEqualTo(before);
        });
    }

    private static String target(ConnectionRegistry registry, ConfigurableListableBeanFactory beanFactory) {
        return TargetFingerprint.of(registry.present().get(0), ConnectionTypes.of(beanFactory), registry.live(), null);
    }

    private static String list(Connections connections) {
        return connections.get("files", FtpConnection.class).list("/");
    }

    @ReadsSettingsFiles(Notes.class)
    static class NotedConnectionType extends FtpConnectionType {}

    static class Notes implements SettingsFiles {

        @Override
        public Map<String, OriginTrackedValue> read(Said said, Remarks remarks) {
            Map<String, OriginTrackedValue> settings = new LinkedHashMap<>();
            FILE.forEach((key, value) -> settings.put(key, OriginTrackedValue.of(value, new Place())));
            return settings;
        }
    }

    private static final class Place implements Origin {

        @Override
        public String toString() {
            return "notes";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Types {

        @Bean
        static NotedConnectionType notedConnectionType() {
            return new NotedConnectionType();
        }
    }
}
