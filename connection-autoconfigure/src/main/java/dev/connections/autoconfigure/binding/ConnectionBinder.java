package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionName;
import dev.connections.NearestName;
import dev.connections.autoconfigure.ConnectionProblem;
import dev.connections.autoconfigure.ConnectionProperties;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.NamesSslBundle;
import dev.connections.autoconfigure.beans.ConnectionFactoryBeans;
import dev.connections.autoconfigure.beans.CredentialsProviderBeans;
import dev.connections.autoconfigure.environment.ConnectionNames;
import dev.connections.autoconfigure.environment.NamePreservingPropertySource;
import dev.connections.autoconfigure.environment.PropertyDisplay;
import dev.connections.autoconfigure.environment.PropertyKeySuggestion;
import dev.connections.autoconfigure.environment.PropertyKeys;
import dev.connections.autoconfigure.environment.UnresolvedPlaceholders;
import dev.connections.autoconfigure.environment.UnusedEnvironmentVariables;
import dev.connections.autoconfigure.toml.ImportedToml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.context.aot.AbstractAotProcessor;

/**
 * Binds {@code connections.*}: for each name first what every connection has, which tells the type, then the type's own
 * properties on the same prefix, both falling back as {@link SettingsLayers} say.
 * Collects all problems instead of stopping at the first.
 *
 * <p>While the application is processed ahead of time, only what decides about beans is checked: names, types, what is
 * enabled and primary. The rest may be there at run time only, when everything is bound and checked again.
 */
public final class ConnectionBinder {

    private static final Logger logger = LoggerFactory.getLogger(ConnectionBinder.class);

    private final ConnectionTypes types;

    private final ConnectionFactoryBeans connectionFactoryBeans;

    private final CredentialsProviderBeans credentialsProviderBeans;

    private final Supplier<SslBundleNames> sslBundles;

    private final PlaceholdersResolver placeholders;

    private final List<ConfigurationPropertySource> sources;

    private final ConnectionNames names;

    private final boolean aheadOfTime = Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING);

    private final List<ConnectionProblem> problems = new ArrayList<>();

    /**
     * @param connectionFactoryBeans the application's own factory beans
     * @param credentialsProviderBeans the application's own providers of credentials
     * @param sslBundles the SSL bundles that connections may name
     * @param sources where the settings stand
     */
    ConnectionBinder(
            ConnectionTypes types,
            ConnectionFactoryBeans connectionFactoryBeans,
            CredentialsProviderBeans credentialsProviderBeans,
            Supplier<SslBundleNames> sslBundles,
            Iterable<ConfigurationPropertySource> sources,
            PlaceholdersResolver placeholders) {
        this.types = types;
        this.connectionFactoryBeans = connectionFactoryBeans;
        this.credentialsProviderBeans = credentialsProviderBeans;
        this.sslBundles = sslBundles;
        this.placeholders = placeholders;
        this.sources = new ArrayList<>();
        sources.forEach(this.sources::add);
        this.names = ConnectionNames.in(this.sources, type -> !types.named(type).isEmpty());
    }

    /**
     * Binds all connections that are enabled.
     *
     * @param contributors the beans of the application that types, factories and credentials come from
     */
    BoundConnections bindAll(Set<String> contributors) {
        problems.addAll(names.problems());
        problems.addAll(connectionFactoryBeans.problems());
        if (!names.unusedVariables().isEmpty()) {
            new UnusedEnvironmentVariables(keysOf(types.all())).log(names.unusedVariables());
        }
        checkDefaults();
        Set<ConnectionName> all = new LinkedHashSet<>(names.names());
        all.addAll(connectionFactoryBeans.byConnection().keySet());
        problems.addAll(credentialsProviderBeans.problems(all));
        List<ConfiguredConnection> connections = new ArrayList<>();
        for (ConnectionName name : all) {
            ConfiguredConnection connection = bind(name, null);
            if (connection != null) {
                connections.add(connection);
            }
        }
        checkOnePrimary(connections);
        return new BoundConnections(List.copyOf(connections), List.copyOf(all), List.copyOf(problems), contributors);
    }

    /**
     * One connection alone, for those made at run time.
     *
     * @throws InvalidConnectionsException if anything is wrong with it
     */
    public ConfiguredConnection bindOne(ConnectionName name) {
        return bindOne(name, null);
    }

    /**
     * One connection as a user has entered it.
     *
     * @param entered the values by field, without the credentials
     * @throws InvalidConnectionsException if anything is wrong with it
     */
    public ConfiguredConnection bindLogin(ConnectionName name, Map<String, String> entered) {
        return bindOne(name, entered);
    }

    private ConfiguredConnection bindOne(ConnectionName name, @Nullable Map<String, String> entered) {
        ConfiguredConnection connection = bind(name, entered);
        if (!problems.isEmpty()) {
            throw new InvalidConnectionsException(name.value(), problems);
        }
        if (connection == null) {
            throw InvalidConnectionsException.of(name, "enabled", "is false; it cannot be opened.");
        }
        return connection;
    }

    private @Nullable ConfiguredConnection bind(ConnectionName name, @Nullable Map<String, String> entered) {
        ConfigurationPropertyName prefix = prefix(name);
        List<ConnectionProblem> found = new ArrayList<>();
        String factoryBean = connectionFactoryBeans.byConnection().get(name);
        UnresolvedPlaceholders unresolved = new UnresolvedPlaceholders(placeholders);
        LoginBinder logins = new LoginBinder(name, names, sources, placeholders, entered);
        TypeDescriptor type = (factoryBean == null)
                ? new TypeFinder(types, names, unresolved, aheadOfTime)
                        .find(name, logins.layers(null, ExternalFilePolicy.NONE).binder(), found)
                : null;
        SettingsLayers layers = logins.layers(type, externalFilePolicy(name));
        Binder binder = layers.binder();
        ProblemCollectingBindHandler handler = new ProblemCollectingBindHandler(name, unresolved, aheadOfTime, found);
        ConnectionProperties common = binder.bindOrCreate(prefix, Bindable.of(ConnectionProperties.class), handler);
        if (!common.enabled()) {
            return null;
        }
        Object properties = null;
        if (factoryBean != null) {
            checkNoType(name, factoryBean, found);
            checkKeysOfFactory(name, found);
        } else if (type != null) {
            checkKeys(name, PropertyKeys.of(ConnectionProperties.class, type.propertiesType()), found);
            properties = aheadOfTime
                    ? whatIsThere(name, binder, type, unresolved)
                    : binder.bindOrCreate(prefix, Bindable.of(type.propertiesType()), handler);
        } else if (!names.keys(name).containsKey("type") && !names.keys(name).containsKey("url")) {
            checkKeys(name, keysOf(types.all()), found);
        }
        LoginDefinition login = logins.definition(type, common.login());
        if (!aheadOfTime) {
            List<ConnectionProblem> further = new ArrayList<>();
            checkItself(name, type, common, layers.files(), further);
            checkOneKindOfCredentials(name, common, further);
            if (!handler.hasFailed(prefix)) {
                checkItself(name, type, properties, layers.files(), further);
                checkSslBundle(name, type, properties, further);
            }
            if (login != null && (type != null || factoryBean != null)) {
                new LoginValidator(name, type, names, credentialsProviderBeans).check(login, common, further);
            }
            addUnlessNamed(further, found);
            if (entered == null) {
                layers.files().tell(name.value());
            }
        }
        if (type == null && factoryBean == null && !found.isEmpty() && isOfOtherPrograms(name)) {
            found.forEach(problem -> logger.warn("Connection '{}' is skipped: {}", name, problem));
            return null;
        }
        problems.addAll(found.stream().distinct().toList());
        return found.isEmpty() ? new ConfiguredConnection(name, common, type, properties, factoryBean, login) : null;
    }

    /** Whether all settings of a connection are in TOML files that other programs may own. */
    private boolean isOfOtherPrograms(ConnectionName name) {
        return !names.keys(name).isEmpty() && names.keys(name).values().stream().allMatch(ImportedToml::sets);
    }

    private ExternalFilePolicy externalFilePolicy(ConnectionName name) {
        if (aheadOfTime) {
            return ExternalFilePolicy.NONE;
        }
        boolean elsewhere = credentialsProviderBeans.beanOf(name) != null
                || names.property(name, null, "credentials.vault.path") != null;
        return elsewhere ? ExternalFilePolicy.WITHOUT_CREDENTIALS : ExternalFilePolicy.ALL;
    }

    /**
     * Properties as far as they are there, for what is generated ahead of time, such as queries in a database's
     * dialect.
     */
    private @Nullable Object whatIsThere(
            ConnectionName name, Binder binder, TypeDescriptor type, UnresolvedPlaceholders unresolved) {
        BindHandler handler = new ProblemCollectingBindHandler(name, unresolved, true, new ArrayList<>());
        try {
            return binder.bindOrCreate(prefix(name), Bindable.of(type.propertiesType()), handler);
        } catch (RuntimeException ex) {
            // A class that cannot do without what is missing; at run time it is reported like any other problem.
            return null;
        }
    }

    /** A property that could not be bound is wrong in many other ways, which say nothing. */
    private static void addUnlessNamed(List<ConnectionProblem> further, List<ConnectionProblem> found) {
        Set<String> named = found.stream().map(ConnectionProblem::property).collect(Collectors.toSet());
        further.stream().filter(problem -> !named.contains(problem.property())).forEach(found::add);
    }

    public static ConfigurationPropertyName prefix(ConnectionName name) {
        return NamePreservingPropertySource.prefix(name);
    }

    private void checkNoType(ConnectionName name, String factoryBean, List<ConnectionProblem> found) {
        if (names.keys(name).containsKey("type")) {
            found.add(names.problem(
                    name,
                    null,
                    "type",
                    "is set, but the bean '" + factoryBean + "' already makes this connection. Remove one of them."));
        }
    }

    private void checkKeys(ConnectionName name, PropertyKeys known, List<ConnectionProblem> found) {
        names.keys(name).forEach((key, property) -> checkKey(key, property, known, found));
    }

    private static void checkKey(
            String key, ConfigurationProperty property, PropertyKeys known, List<ConnectionProblem> found) {
        if (ConnectionNames.isVariable(property)) {
            // An environment has variables that mean something else; only one that is nearly right is meant.
            if (!known.containsVariable(key)) {
                checkVariable(key, property, known, found);
            }
        } else if (!known.contains(ConfigurationPropertyName.adapt(key, '.'))) {
            ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
            Set<String> names = known.namesLike(name);
            if (ImportedToml.sets(property)) {
                logger.warn(
                        "{} is ignored: it is not known. {}",
                        PropertyDisplay.display(property),
                        PropertyKeySuggestion.of(key, names)
                                .map(nearest -> "Did you mean '" + nearest + "'?")
                                .orElse("It may be a key of the program that owns the file."));
                return;
            }
            found.add(PropertyDisplay.problem(property, "is not known. " + PropertyKeySuggestion.hint(key, names)));
        }
    }

    private static void checkVariable(
            String key, ConfigurationProperty property, PropertyKeys known, List<ConnectionProblem> found) {
        Optional<String> nearest = PropertyKeySuggestion.of(key, known.names());
        if (nearest.isPresent()) {
            found.add(PropertyDisplay.problem(property, "is not known. Did you mean '" + nearest.get() + "'?"));
        } else {
            new UnusedEnvironmentVariables(known).problem(key, property).ifPresent(found::add);
        }
    }

    /**
     * A factory that declares its keys accepts no others. Without a declaration it may read any, except those that are
     * nearly a key of every connection.
     */
    private void checkKeysOfFactory(ConnectionName name, List<ConnectionProblem> found) {
        PropertyKeys declared = connectionFactoryBeans.keys().get(name);
        if (declared != null) {
            checkKeys(name, declared, found);
            return;
        }
        PropertyKeys common = PropertyKeys.of(ConnectionProperties.class);
        names.keys(name).forEach((key, property) -> {
            int dot = key.indexOf('.');
            boolean inGroup = dot > 0 && common.isGroup(key.substring(0, dot));
            if (inGroup) {
                checkKey(key, property, common, found);
            } else if (!common.contains(ConfigurationPropertyName.adapt(key, '.')) && !common.containsVariable(key)) {
                NearestName.of(key, common.names())
                        .ifPresent(nearest -> found.add(PropertyDisplay.problem(
                                property,
                                "is not known. Did you mean '" + nearest + "'? If the factory reads it, declare it in a"
                                        + " class with @ConfigurationProperties(\"connections." + name.kebabCase()
                                        + "\").")));
            }
        });
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

    private void checkItself(
            ConnectionName name,
            @Nullable TypeDescriptor type,
            @Nullable Object properties,
            FileSettings files,
            List<ConnectionProblem> found) {
        files.problems()
                .forEach((key, message) -> found.add(names.problem(name, TypeDescriptor.nameOf(type), key, message)));
        if (properties != null) {
            BiConsumer<String, String> problems = (key, message) -> {
                ConfigurationProperty inFile =
                        (names.property(name, TypeDescriptor.nameOf(type), key) == null) ? files.property(key) : null;
                ConnectionProblem problem = (inFile != null)
                        ? PropertyDisplay.problem(inFile, message)
                        : names.problem(name, TypeDescriptor.nameOf(type), key, message);
                // what is missing may be in a file that cannot be read
                if (problem.origin() != null || files.problems().isEmpty()) {
                    found.add(problem);
                }
            };
            new SelfCheckRunner(problems).check(properties);
            new BeanValidation(problems).check(properties);
        }
    }

    /** A value of a type hides the group of every connection. */
    private void checkOneKindOfCredentials(
            ConnectionName name, ConnectionProperties common, List<ConnectionProblem> found) {
        boolean elsewhere = common.credentials().vault().path() != null
                || names.keys(name).keySet().stream().anyMatch(key -> key.startsWith("credentials."));
        if (elsewhere && names.keys(name).containsKey("credentials")) {
            found.add(names.problem(
                    name, null, "credentials", "is set, and so are settings below it. Keep one of them."));
        }
    }

    private void checkSslBundle(
            ConnectionName name,
            @Nullable TypeDescriptor type,
            @Nullable Object properties,
            List<ConnectionProblem> found) {
        if (properties instanceof NamesSslBundle named && named.getSslBundle() != null) {
            sslBundles
                    .get()
                    .problemWith(named.getSslBundle())
                    .ifPresent(message ->
                            found.add(names.problem(name, TypeDescriptor.nameOf(type), "ssl-bundle", message)));
        }
    }

    private void checkOnePrimary(List<ConfiguredConnection> connections) {
        Map<Class<?>, ConfiguredConnection> primaries = new LinkedHashMap<>();
        for (ConfiguredConnection connection : connections) {
            if (!connection.common().primary() || connection.type() == null) {
                continue;
            }
            Class<?> handle = connection.type().handle().toClass();
            primaries.forEach((otherHandle, other) -> {
                if (otherHandle.isAssignableFrom(handle) || handle.isAssignableFrom(otherHandle)) {
                    problems.add(names.problem(
                            connection.name(),
                            connection.type().shortName(),
                            "primary",
                            "is true, and so it is for the connection '" + other.name() + "'. Only one can be."));
                }
            });
            primaries.putIfAbsent(handle, connection);
        }
    }
}
