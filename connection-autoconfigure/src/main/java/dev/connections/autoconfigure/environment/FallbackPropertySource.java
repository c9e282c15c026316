package dev.connections.autoconfigure.environment;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * Shows what stands under the defaults as if it stood under a connection's name. Put behind the real sources, so that a
 * connection falls back field by field, in whatever way its properties are bound. What it gives keeps its true name and
 * origin.
 */
public class FallbackPropertySource implements ConfigurationPropertySource {

    private final ConfigurationPropertySource source;

    private final ConfigurationPropertyName connection;

    private final ConfigurationPropertyName defaults;

    private FallbackPropertySource(
            ConfigurationPropertySource source,
            ConfigurationPropertyName connection,
            ConfigurationPropertyName defaults) {
        this.source = source;
        this.connection = connection;
        this.defaults = defaults;
    }

    public static ConfigurationPropertySource of(
            ConfigurationPropertySource source,
            ConfigurationPropertyName connection,
            ConfigurationPropertyName defaults) {
        return (source instanceof IterableConfigurationPropertySource iterable)
                ? new IterableFallbackSource(iterable, connection, defaults)
                : new FallbackPropertySource(source, connection, defaults);
    }

    @Override
    public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
        return isCovered(name) ? source.getConfigurationProperty(toDefaults(name)) : null;
    }

    @Override
    public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
        return isCovered(name) ? source.containsDescendantOf(toDefaults(name)) : ConfigurationPropertyState.ABSENT;
    }

    private boolean isCovered(ConfigurationPropertyName name) {
        return connection.equals(name) || connection.isAncestorOf(name);
    }

    private ConfigurationPropertyName toDefaults(ConfigurationPropertyName name) {
        return defaults.append(name.subName(connection.getNumberOfElements()));
    }

    private static final class IterableFallbackSource extends FallbackPropertySource
            implements IterableConfigurationPropertySource {

        private final IterableConfigurationPropertySource source;

        private final ConfigurationPropertyName connection;

        private final ConfigurationPropertyName defaults;

        IterableFallbackSource(
                IterableConfigurationPropertySource source,
                ConfigurationPropertyName connection,
                ConfigurationPropertyName defaults) {
            super(source, connection, defaults);
            this.source = source;
            this.connection = connection;
            this.defaults = defaults;
        }

        @Override
        public Stream<ConfigurationPropertyName> stream() {
            return source.stream()
                    .filter(defaults::isAncestorOf)
                    .map(name -> connection.append(name.subName(defaults.getNumberOfElements())));
        }

        @Override
        public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
            return super.containsDescendantOf(name);
        }
    }
}
