package dev.connections.autoconfigure.environment;

import dev.connections.ConnectionException;
import dev.connections.ConnectionName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;

/**
 * The settings of a connection that is made at run time.
 *
 * @param name its name
 * @param source its settings, as if they were configured
 */
public record RuntimeSettings(ConnectionName name, ConfigurationPropertySource source) {

    /** @throws ConnectionException if the name is not one */
    public static RuntimeSettings of(String name, Map<String, ?> properties) {
        if (!ConnectionName.isValid(name) || name.equals(ConnectionNames.DEFAULTS)) {
            throw new ConnectionException(
                    name,
                    "'" + name + "' cannot be the name of a connection: it must start with a letter, hold only letters,"
                            + " digits, '-' and '_', and not be '" + ConnectionNames.DEFAULTS + "'",
                    null);
        }
        Map<String, Object> flat = new LinkedHashMap<>();
        flatten("connections." + name, properties, flat);
        return new RuntimeSettings(
                new ConnectionName(name),
                NamePreservingPropertySource.of(
                        ConfigurationPropertySource.from(new MapPropertySource("open(\"" + name + "\")", flat))));
    }

    private static void flatten(String prefix, Map<?, ?> properties, Map<String, Object> flat) {
        properties.forEach((key, value) -> {
            if (value instanceof Map<?, ?> nested) {
                flatten(prefix + "." + key, nested, flat);
            } else {
                flat.put(prefix + "." + key, value);
            }
        });
    }
}
