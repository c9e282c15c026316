package dev.connections.autoconfigure.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The keys that are known are those that Spring Boot binds. */
class PropertyKeysTests {

    private static final List<String> ELEMENTS = List.of(
            ".host",
            ".port",
            ".hosts",
            ".servers",
            ".limits",
            ".max-files",
            ".roots",
            ".options",
            ".name",
            "[0]",
            "[0]",
            "[a]",
            ".a");

    private final PropertyKeys keys = PropertyKeys.of(Settings.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300})
    void knownKeysAreThoseThatAreBound(long seed) {
        Random random = new Random(seed);
        int known = 0;
        for (int i = 0; i < 1000; i++) {
            String key = key(random);
            Boolean bound = isBound(key);
            if (bound != null) {
                assertThat(keys.contains(ConfigurationPropertyName.of(key)))
                        .as(key)
                        .isEqualTo(bound);
                known += bound ? 1 : 0;
            }
        }
        assertThat(known).isPositive();
    }

    @Test
    void elementsOfListsAndMapsHaveTheirIndexInHints() {
        assertThat(keys.namesLike(ConfigurationPropertyName.of("hosts[3].prot")))
                .contains("hosts[3].port", "limits.max-files", "roots")
                .doesNotContain("hosts.[].port");
        assertThat(keys.namesLike(ConfigurationPropertyName.of("servers.main.prot")))
                .contains("servers.main.port");
    }

    @Test
    void variablesOfElementsAreKnown() {
        assertThat(keys.containsVariable("hosts[0].port")).isTrue();
        assertThat(keys.containsVariable("limits.max.files")).isTrue();
        assertThat(keys.containsVariable("options.anything")).isTrue();
        assertThat(keys.containsVariable("hosts[0].prot")).isFalse();
    }

    @Test
    void aClassWithOneConstructorIsBoundByIt() {
        assertThat(PropertyKeys.of(Immutable.class).names()).containsExactly("host-name", "port");
    }

    @Test
    void aClassWithSeveralConstructorsIsBoundByTheAnnotatedOne() {
        assertThat(PropertyKeys.of(Annotated.class).names()).containsExactly("host-name", "port");
    }

    private static String key(Random random) {
        List<String> key = new ArrayList<>();
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            key.add(ELEMENTS.get(random.nextInt(ELEMENTS.size())));
        }
        key.set(
                0,
                List.of(".hosts", ".servers", ".limits", ".roots", ".options", ".name", ".host")
                        .get(random.nextInt(7)));
        return String.join("", key).substring(1);
    }

    /** {@code null} for a single value in the place of an object. */
    private static @Nullable Boolean isBound(String key) {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("test." + key, "1")));
        try {
            binder.bind("test", Bindable.of(Settings.class), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
            return true;
        } catch (BindException ex) {
            return (ex.getCause() instanceof UnboundConfigurationPropertiesException) ? false : null;
        }
    }

    record Settings(
            String name,
            List<Host> hosts,
            Map<String, Host> servers,
            Limits limits,
            List<String> roots,
            Map<String, String> options) {}

    record Host(String host, String port, Limits limits) {}

    public static class Limits {

        private String maxFiles = "";

        public String getMaxFiles() {
            return maxFiles;
        }

        public void setMaxFiles(String maxFiles) {
            this.maxFiles = maxFiles;
        }
    }

    static final class Immutable {

        Immutable(String hostName, int port) {}
    }

    static final class Annotated {

        @ConstructorBinding
        Annotated(String hostName, int port) {}

        Annotated(String hostName) {
            this(hostName, 21);
        }
    }
}
