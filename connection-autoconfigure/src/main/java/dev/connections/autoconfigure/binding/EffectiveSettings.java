package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.environment.ConnectionNames;
import dev.connections.autoconfigure.environment.LiveEnvironment;
import dev.connections.credentials.SecretNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * What is set for a connection at one moment, under its name, in the defaults or in files, with placeholders resolved;
 * all but who it is opened as. Two that are equal need no reload. Not a record, whose {@code toString()} would show
 * secrets.
 */
public final class EffectiveSettings {

    private static final Set<String> CREDENTIALS = Set.of("username", "password");

    private final Map<String, String> values;

    private EffectiveSettings(Map<String, String> values) {
        this.values = values;
    }

    /** The settings of each of the connections. */
    public static Map<ConnectionName, EffectiveSettings> of(
            List<ConfiguredConnection> connections, ConnectionTypes types, LiveEnvironment environment) {
        List<ConfigurationPropertySource> sources = environment.sources(null);
        PlaceholdersResolver placeholders = environment.placeholders(sources);
        ConnectionNames names = ConnectionNames.in(sources);
        Map<ConnectionName, EffectiveSettings> result = new LinkedHashMap<>();
        connections.forEach(connection -> result.put(
                connection.name(), new EffectiveSettings(values(connection, types, sources, names, placeholders))));
        return result;
    }

    /** The settings of one connection by key, without its credentials. */
    public static Map<String, String> values(
            ConfiguredConnection connection,
            ConnectionTypes types,
            LiveEnvironment environment,
            @Nullable ConfigurationPropertySource settings) {
        List<ConfigurationPropertySource> sources = environment.sources(settings);
        PlaceholdersResolver placeholders = environment.placeholders(sources);
        ConnectionNames names = ConnectionNames.in(sources);
        return values(connection, types, sources, names, placeholders);
    }

    /** The values that failures must not show, whatever the type is: those of settings that are secrets by name. */
    public static Set<String> secrets(
            ConfiguredConnection connection,
            ConnectionTypes types,
            LiveEnvironment environment,
            @Nullable ConfigurationPropertySource settings) {
        Set<String> secrets = new TreeSet<>();
        values(connection, types, environment, settings).forEach((key, value) -> {
            if (!value.isBlank() && SecretNames.isSecret(key.substring(key.lastIndexOf('.') + 1))) {
                secrets.add(value);
            }
        });
        return secrets;
    }

    private static Map<String, String> values(
            ConfiguredConnection connection,
            ConnectionTypes types,
            List<ConfigurationPropertySource> sources,
            ConnectionNames names,
            PlaceholdersResolver placeholders) {
        Map<String, String> values = new LinkedHashMap<>();
        inFiles(connection, sources, placeholders).forEach((key, value) -> {
            if (!CREDENTIALS.contains(key)) {
                values.put(key, value.toString());
            }
        });
        for (String key : keys(connection, types, names)) {
            ConfigurationProperty property =
                    names.property(connection.name(), TypeDescriptor.nameOf(connection.type()), key);
            if (property != null && !CREDENTIALS.contains(key)) {
                String value = String.valueOf(placeholders.resolvePlaceholders(property.getValue()));
                values.put(key, key.equals("url") ? UserInfo.without(value) : value);
            }
        }
        return values;
    }

    private static Map<String, Object> inFiles(
            ConfiguredConnection connection,
            List<ConfigurationPropertySource> sources,
            PlaceholdersResolver placeholders) {
        return SettingsLayers.of(
                        sources,
                        placeholders,
                        ConnectionBinder.prefix(connection.name()),
                        connection.type(),
                        connection.isPerUser() ? ExternalFilePolicy.WITHOUT_CREDENTIALS : ExternalFilePolicy.ALL)
                .files()
                .values();
    }

    private static Set<String> keys(ConfiguredConnection connection, ConnectionTypes types, ConnectionNames names) {
        Set<String> keys = new TreeSet<>(names.keys(connection.name()).keySet());
        for (String key : names.defaults().keySet()) {
            int dot = key.indexOf('.');
            List<TypeDescriptor> typed = (dot > 0) ? types.named(key.substring(0, dot)) : List.of();
            if (typed.isEmpty()) {
                keys.add(key);
            } else if (typed.contains(connection.type())) {
                keys.add(key.substring(dot + 1));
            }
        }
        return keys;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EffectiveSettings that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
