package dev.connections.autoconfigure;

import dev.connections.ConnectionName;
import dev.connections.SelfChecking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Binds {@code connections.*}: for each name first what every connection has, which tells the type, then the type's own
 * properties on the same prefix, both falling back to {@code connections.defaults.<type>} and {@code connections.defaults}.
 * Collects all problems instead of stopping at the first.
 */
final class ConnectionBinder {

    private static final ConfigurationPropertyName DEFAULTS = ConfigurationPropertyName.of("connections.defaults");

    private static final Bindable<String> TEXT = Bindable.of(String.class);

    private final ConnectionTypes types;

    private final FactoryBeans factoryBeans;

    private final PlaceholdersResolver placeholders;

    private final List<ConfigurationPropertySource> sources;

    private final ConnectionNames names;

    private final List<ConnectionProblem> problems = new ArrayList<>();

    /**
     * @param factoryBeans the application's own factory beans
     * @param sources where the settings stand
     */
    ConnectionBinder(
            ConnectionTypes types,
            FactoryBeans factoryBeans,
            Iterable<ConfigurationPropertySource> sources,
            PlaceholdersResolver placeholders) {
        this.types = types;
        this.factoryBeans = factoryBeans;
        this.placeholders = placeholders;
        this.sources = new ArrayList<>();
        sources.forEach(this.sources::add);
        this.names = ConnectionNames.in(this.sources);
    }

    /**
     * All connections that are enabled.
     *
     * @throws InvalidConnectionsException if anything is wrong with any of them
     */
    List<ConfiguredConnection> bindAll() {
        problems.addAll(names.problems());
        problems.addAll(factoryBeans.problems());
        checkDefaults();
        Set<ConnectionName> all = new LinkedHashSet<>(names.names());
        all.addAll(factoryBeans.byConnection().keySet());
        List<ConfiguredConnection> connections = new ArrayList<>();
        for (ConnectionName name : all) {
            ConfiguredConnection connection = bind(name);
            if (connection != null) {
                connections.add(connection);
            }
        }
        checkOnePrimary(connections);
        if (!problems.isEmpty()) {
            throw new InvalidConnectionsException(
                    all.stream().map(ConnectionName::value).collect(Collectors.joining(", ")), problems);
        }
        return connections;
    }

    /**
     * One connection alone, for those made at run time.
     *
     * @throws InvalidConnectionsException if anything is wrong with it
     */
    ConfiguredConnection bindOne(ConnectionName name) {
        ConfiguredConnection connection = bind(name);
        if (!problems.isEmpty()) {
            throw new InvalidConnectionsException(name.value(), problems);
        }
        if (connection == null) {
            throw new InvalidConnectionsException(
                    name.value(),
                    List.of(new ConnectionProblem(
                            "connections." + name + ".enabled", null, "is false; it cannot be opened.")));
        }
        return connection;
    }

    private @Nullable ConfiguredConnection bind(ConnectionName name) {
        ConfigurationPropertyName prefix = prefix(name);
        List<ConnectionProblem> found = new ArrayList<>();
        String factoryBean = factoryBeans.byConnection().get(name);
        TypeDescriptor type = (factoryBean == null) ? findType(name, found) : null;
        Binder binder = binder(prefix, type);
        BindHandler handler = new ProblemCollectingBindHandler(name, found);
        ConnectionProperties common = binder.bindOrCreate(prefix, Bindable.of(ConnectionProperties.class), handler);
        if (!common.isEnabled()) {
            return null;
        }
        Object properties = null;
        if (factoryBean != null) {
            checkNoType(name, factoryBean, found);
        } else if (type != null) {
            properties = binder.bindOrCreate(prefix, Bindable.of(type.propertiesType()), handler);
            checkKeys(name, type, found);
        }
        if (found.isEmpty()) {
            checkItself(name, common, found);
            checkItself(name, properties, found);
        }
        problems.addAll(found.stream().distinct().toList());
        return found.isEmpty() ? new ConfiguredConnection(name, common, type, properties, factoryBean) : null;
    }

    static ConfigurationPropertyName prefix(ConnectionName name) {
        return ConfigurationPropertyName.adapt("connections." + name.value(), '.');
    }

    private Binder binder(ConfigurationPropertyName prefix, @Nullable TypeDescriptor type) {
        List<ConfigurationPropertySource> all = new ArrayList<>(sources);
        if (type != null) {
            ConfigurationPropertyName typeDefaults = DEFAULTS.append(type.shortName());
            sources.forEach(source -> all.add(FallbackSource.of(source, prefix, typeDefaults)));
        }
        sources.forEach(source -> all.add(FallbackSource.of(source, prefix, DEFAULTS)));
        return new Binder(all, placeholders);
    }

    private @Nullable TypeDescriptor findType(ConnectionName name, List<ConnectionProblem> found) {
        ConfigurationPropertyName prefix = prefix(name);
        Binder binder = binder(prefix, null);
        String named = binder.bind(prefix.append("type"), TEXT).orElse(null);
        if (named != null) {
            List<TypeDescriptor> candidates = types.named(named);
            if (candidates.isEmpty()) {
                found.add(problem(
                        name,
                        "type",
                        "is '" + named + "', which is no type of connection. "
                                + NearestName.hint(named, types.shortNames())
                                + " Another type is the name of a ConnectionType's bean or class."));
            }
            return only(candidates, name, "type", found);
        }
        String url = binder.bind(prefix.append("url"), TEXT).orElse(null);
        if (url != null) {
            List<TypeDescriptor> candidates = types.inferredFromUrl(url);
            if (candidates.isEmpty()) {
                int colon = url.indexOf(':');
                found.add(problem(
                        name,
                        "url",
                        "begins with '" + ((colon > 0) ? url.substring(0, colon + 1) : "")
                                + "', from which no type of connection is inferred. Set 'type' to one of: "
                                + String.join(", ", types.shortNames()) + "."));
            }
            return only(candidates, name, "url", found);
        }
        List<TypeDescriptor> candidates = types.all().stream()
                .filter(type -> type.inferringProperties().stream().anyMatch(key -> isSet(binder, prefix, key)))
                .toList();
        if (candidates.isEmpty()) {
            found.add(new ConnectionProblem(
                    "connections." + name,
                    names.keys(name).values().stream()
                            .findFirst()
                            .map(PropertyDisplay::originOf)
                            .orElse(null),
                    "has neither a 'type' nor a 'url'. Set one of them, or declare a ConnectionFactory bean '"
                            + name.camelCase() + "ConnectionFactory'. Known types: "
                            + String.join(", ", types.shortNames()) + "."));
        }
        return only(candidates, name, "type", found);
    }

    private static boolean isSet(Binder binder, ConfigurationPropertyName prefix, String key) {
        return binder.bind(prefix.append(key), TEXT).isBound();
    }

    private @Nullable TypeDescriptor only(
            List<TypeDescriptor> candidates, ConnectionName name, String key, List<ConnectionProblem> found) {
        if (candidates.size() > 1) {
            found.add(problem(
                    name,
                    key,
                    "fits several types. Set 'type' to the name of one class: "
                            + candidates.stream()
                                    .map(type -> type.typeClass().getName())
                                    .collect(Collectors.joining(", "))
                            + "."));
        }
        return (candidates.size() == 1) ? candidates.get(0) : null;
    }

    private void checkNoType(ConnectionName name, String factoryBean, List<ConnectionProblem> found) {
        if (names.keys(name).containsKey("type")) {
            found.add(problem(
                    name,
                    "type",
                    "is set, but the bean '" + factoryBean + "' already makes this connection. Remove one of them."));
        }
    }

    private void checkKeys(ConnectionName name, TypeDescriptor type, List<ConnectionProblem> found) {
        PropertyKeys known = PropertyKeys.of(ConnectionProperties.class, type.propertiesType());
        names.keys(name).forEach((key, property) -> checkKey(key, property, known, found));
    }

    private static void checkKey(
            String key, ConfigurationProperty property, PropertyKeys known, List<ConnectionProblem> found) {
        if (ConnectionNames.isVariable(property)) {
            // An environment has variables that mean something else; only one that is nearly right is meant.
            if (!known.containsVariable(key)) {
                NearestName.of(key, known.names())
                        .ifPresent(nearest -> found.add(
                                PropertyDisplay.problem(property, "is not known. Did you mean '" + nearest + "'?")));
            }
        } else if (!known.contains(ConfigurationPropertyName.adapt(key, '.'))) {
            found.add(PropertyDisplay.problem(property, "is not known. " + NearestName.hint(key, known.names())));
        }
    }

    private void checkDefaults() {
        names.defaults().forEach((key, property) -> {
            int dot = key.indexOf('.');
            List<TypeDescriptor> typed = (dot > 0) ? types.named(key.substring(0, dot)) : List.of();
            if (!typed.isEmpty()) {
                checkKey(key.substring(dot + 1), property, keysOf(typed), problems);
            } else {
                checkKey(key, property, keysOf(types.all()), problems);
            }
        });
    }

    private static PropertyKeys keysOf(List<TypeDescriptor> types) {
        List<Class<?>> classes = new ArrayList<>(List.of(ConnectionProperties.class));
        types.forEach(type -> classes.add(type.propertiesType()));
        return PropertyKeys.of(classes.toArray(Class<?>[]::new));
    }

    private void checkItself(ConnectionName name, @Nullable Object properties, List<ConnectionProblem> found) {
        if (properties instanceof SelfChecking checking) {
            checking.check((key, message) -> found.add(problem(name, key, message)));
        }
    }

    private ConnectionProblem problem(ConnectionName name, String key, String message) {
        ConfigurationProperty property = names.keys(name).get(key);
        if (property == null) {
            property = names.defaults().get(key);
        }
        return (property != null)
                ? PropertyDisplay.problem(property, message)
                : new ConnectionProblem("connections." + name + "." + key, null, message);
    }

    private void checkOnePrimary(List<ConfiguredConnection> connections) {
        Map<Class<?>, ConfiguredConnection> primaries = new LinkedHashMap<>();
        for (ConfiguredConnection connection : connections) {
            if (!connection.common().isPrimary() || connection.type() == null) {
                continue;
            }
            Class<?> handle = connection.type().handle().toClass();
            primaries.forEach((otherHandle, other) -> {
                if (otherHandle.isAssignableFrom(handle) || handle.isAssignableFrom(otherHandle)) {
                    problems.add(problem(
                            connection.name(),
                            "primary",
                            "is true, and so it is for the connection '" + other.name() + "'. Only one can be."));
                }
            });
            primaries.putIfAbsent(handle, connection);
        }
    }
}
