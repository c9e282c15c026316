package dev.connections.autoconfigure.containers;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.environment.ExternallyNamedSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * The {@code connections.*} properties of containers. They take precedence over all others, as Spring Boot's connection
 * details do. Values are supplied when they are read, which starts the container.
 */
final class ServiceConnectionProperties extends EnumerablePropertySource<Map<String, Supplier<@Nullable String>>>
        implements OriginLookup<String>, ExternallyNamedSource {

    private static final String NAME = "connections of containers";

    /** What names a database without a URL; the URL of the container takes its place. */
    private static final List<String> PARTS = List.of("dialect", "host", "port", "database");

    private final Map<String, Origin> origins = new LinkedHashMap<>();

    private ServiceConnectionProperties() {
        super(NAME, new LinkedHashMap<>());
    }

    /**
     * Returns the properties of an environment's containers, added to it before all other sources if they are not yet
     * there.
     */
    static ServiceConnectionProperties of(ConfigurableEnvironment environment) {
        MutablePropertySources sources = environment.getPropertySources();
        PropertySource<?> existing = sources.get(NAME);
        if (existing instanceof ServiceConnectionProperties properties) {
            return properties;
        }
        ServiceConnectionProperties properties = new ServiceConnectionProperties();
        sources.addFirst(properties);
        return properties;
    }

    /**
     * Adds a database.
     *
     * @throws IllegalStateException if another container has the name
     */
    void add(ConnectionName connection, Origin origin, Database database, ConfigurableEnvironment environment) {
        put(connection, "url", origin, database.url());
        put(connection, "username", origin, database.username());
        put(connection, "password", origin, database.password());
        for (String part : PARTS) {
            if (environment.containsProperty(key(connection, part))) {
                put(connection, part, origin, () -> "");
            }
        }
    }

    private void put(ConnectionName connection, String key, Origin origin, Supplier<@Nullable String> value) {
        String name = key(connection, key);
        Origin other = origins.putIfAbsent(name, origin);
        if (other != null) {
            throw new IllegalStateException("Two containers have the name of the connection '" + connection + "': "
                    + other + " and " + origin + ". Give each connection one container.");
        }
        getSource().put(name, value);
    }

    private static String key(ConnectionName connection, String key) {
        return "connections." + connection.kebabCase() + "." + key;
    }

    @Override
    public String[] getPropertyNames() {
        return StringUtils.toStringArray(getSource().keySet());
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Supplier<@Nullable String> value = getSource().get(name);
        return (value != null) ? value.get() : null;
    }

    @Override
    public @Nullable Origin getOrigin(String name) {
        return origins.get(name);
    }

    /** Where a database is, known when its container runs. */
    record Database(
            Supplier<@Nullable String> url, Supplier<@Nullable String> username, Supplier<@Nullable String> password) {}
}
