package dev.connections.autoconfigure.registry;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionState;
import dev.connections.ConnectionType;
import dev.connections.ConnectionUnavailableException;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.autoconfigure.binding.ConnectionBinder;
import dev.connections.autoconfigure.binding.ConnectionTypes;
import dev.connections.autoconfigure.binding.EffectiveSettings;
import dev.connections.autoconfigure.binding.LoginDefinition;
import dev.connections.autoconfigure.binding.TypeDescriptor;
import dev.connections.autoconfigure.binding.UserInfo;
import dev.connections.autoconfigure.credentials.CredentialsProviderResolver;
import dev.connections.autoconfigure.environment.LiveEnvironment;
import dev.connections.cache.QueryCache;
import dev.connections.cache.SharedLevel;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.login.LoginConnection;
import dev.connections.login.LoginFactoryProvider;
import dev.connections.login.Logins;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.resource.ConnectConfig;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/** Makes connections of what is configured: the factory, the supervisor around it, and the handle on top. */
final class ConnectionAssembler {

    private final ConfigurableListableBeanFactory beanFactory;

    private final LiveEnvironment environment;

    private final CredentialsProviderResolver credentials;

    private final SharedCacheConfigurer levels;

    private final Supplier<ConnectionBinder> binder;

    /** @param binder makes one for all that is configured at the moment */
    ConnectionAssembler(
            ConfigurableListableBeanFactory beanFactory,
            LiveEnvironment environment,
            Supplier<ConnectionBinder> binder) {
        this.beanFactory = beanFactory;
        this.environment = environment;
        this.binder = binder;
        this.credentials = new CredentialsProviderResolver(beanFactory, environment);
        this.levels = new SharedCacheConfigurer(beanFactory, environment);
    }

    /** @throws InvalidConnectionsException if the type cannot use the settings */
    ConnectionFactory<?> createFactory(ConfiguredConnection connection) {
        ConnectionType<Object, ?, ?> type = type(connection);
        return usable(
                connection, () -> made(type, "connectionFactory", type.connectionFactory(definition(connection))));
    }

    /** @param settings what stands before the environment, or {@code null} */
    <R> RegisteredConnection<R> make(
            ConfiguredConnection connection,
            ConnectionFactory<R> factory,
            @Nullable ConfigurationPropertySource settings) {
        SupervisedConnection<R> supervised = new SupervisedConnection<>(
                connection.name(),
                connection.typeName(),
                ConnectConfig.of(
                        connection.name().value(),
                        factory,
                        credentialsProvider(connection, settings),
                        supervision(connection, settings)),
                new QueryCache(
                        connection.name().value(), connection.common().cache().settings()),
                registries());
        ManagedConnection<? super R> handle = supervised;
        if (connection.type() != null) {
            ConnectionType<Object, R, ?> type = type(connection);
            handle = usable(connection, () -> made(type, "handle", type.handle(supervised, definition(connection))));
        }
        levels.open(connection, role(connection), settings, supervised);
        return new RegisteredConnection<>(
                connection, settings, supervised, handle, (connection.type() != null) ? factory : null);
    }

    /**
     * Makes a connection that each user opens.
     *
     * @param factory that of the application, or {@code null} if what a user enters makes one of the connection's type
     */
    <R> RegisteredConnection<R> assemblePerUser(
            ConfiguredConnection connection, @Nullable ConnectionFactory<R> factory) {
        LoginDefinition login = Objects.requireNonNull(connection.login());
        Logins<R> logins = new Logins<>(
                connection.name(),
                connection.typeName(),
                login.form(connection.name()),
                factoryProvider(connection, factory),
                supervision(connection, null),
                login.properties().settings(),
                new QueryCache(
                        connection.name().value(), connection.common().cache().settings()));
        LoginConnection<R> ofUser = new LoginConnection<>(logins);
        if (connection.type() == null) {
            LoginAuthenticationCheck.require(connection, Objects.requireNonNull(factory));
            return new RegisteredConnection<>(connection, null, logins, ofUser, null);
        }
        ConnectionType<Object, R, ?> type = type(connection);
        failIfCredentialsAreFixed(connection, type);
        ManagedConnection<? super R> handle =
                usable(connection, () -> made(type, "handle", type.handle(ofUser, definition(connection))));
        requireAuthentication(connection, type);
        return new RegisteredConnection<>(connection, null, logins, handle, null);
    }

    /** A type that cannot make a factory without what a user enters is checked at the first login. */
    private static void requireAuthentication(ConfiguredConnection connection, ConnectionType<Object, ?, ?> type) {
        ConnectionFactory<?> factory;
        try {
            factory = type.connectionFactory(definition(connection));
        } catch (IllegalArgumentException ex) {
            return;
        }
        LoginAuthenticationCheck.require(connection, factory);
    }

    private <R> LoginFactoryProvider<R> factoryProvider(
            ConfiguredConnection connection, @Nullable ConnectionFactory<R> factory) {
        return (factory != null) ? entered -> factory : new FactoryProviderOfType<>(connection);
    }

    private static void failIfCredentialsAreFixed(ConfiguredConnection connection, ConnectionType<Object, ?, ?> type) {
        Credentials fixed = type.credentials(Objects.requireNonNull(connection.properties()));
        if (fixed == null) {
            fixed = UserInfo.credentials(connection.common().url());
        }
        if (!fixed.equals(Credentials.none())) {
            throw InvalidConnectionsException.of(
                    connection.name(),
                    "",
                    "names a user or a password, but each user logs in with their own credentials. Remove"
                            + " them from the URL.");
        }
    }

    /** Goes on with another configuration of the same type. Users have to log in again. */
    @SuppressWarnings("unchecked")
    <R> void reloadPerUser(
            RegisteredConnection<R> made, ConfiguredConnection connection, @Nullable ConnectionFactory<R> own) {
        LoginDefinition login = Objects.requireNonNull(connection.login());
        Runnable handleFollows = follow(made, connection);
        ((Logins<R>) made.supervised())
                .reload(
                        login.form(connection.name()),
                        factoryProvider(connection, own),
                        supervision(connection, made.settings()),
                        login.properties().settings());
        handleFollows.run();
        made.supervised().cache().setSettings(connection.common().cache().settings());
    }

    /**
     * Goes on with another configuration of the same type.
     *
     * @throws InvalidConnectionsException if the type cannot use the settings
     * @throws dev.connections.ConnectionException if nothing can be opened with them
     */
    <R> void reload(RegisteredConnection<R> made, ConfiguredConnection connection, ConnectionFactory<R> factory) {
        SupervisedConnection<R> supervised = (SupervisedConnection<R>) made.supervised();
        Runnable handleFollows = follow(made, connection);
        // what is loaded from the new target is not for those that still read the old one
        SharedLevel level = supervised.cache().detachLevel();
        Runnable follow = () -> {
            handleFollows.run();
            levels.reopen(connection, role(connection), made.settings(), supervised, level);
            supervised.cache().setSettings(connection.common().cache().settings());
        };
        try {
            supervised.reload(
                    factory,
                    credentialsProvider(connection, made.settings()),
                    supervision(connection, made.settings()));
        } catch (ConnectionUnavailableException ex) {
            if (!isOpen(supervised)) {
                // It was not open before either: what is tried from now on is the new configuration.
                follow.run();
            } else if (level != null) {
                supervised.cache().attachLevel(level);
            }
            throw ex;
        }
        follow.run();
    }

    /** Who a connection is opened as, as far as its settings tell. */
    private @Nullable String role(ConfiguredConnection connection) {
        String user = connection.common().username();
        if (user != null || connection.type() == null || connection.properties() == null) {
            return user;
        }
        Credentials ofType = type(connection).credentials(connection.properties());
        return (ofType != null) ? ofType.role() : null;
    }

    private static boolean isOpen(SupervisedConnection<?> supervised) {
        ConnectionState state = supervised.state();
        return state == ConnectionState.UP || state == ConnectionState.DEGRADED;
    }

    @SuppressWarnings("unchecked")
    private <R> Runnable follow(RegisteredConnection<R> made, ConfiguredConnection connection) {
        if (connection.type() == null) {
            return () -> {};
        }
        ConnectionType<Object, R, ManagedConnection<? super R>> type =
                (ConnectionType<Object, R, ManagedConnection<? super R>>) this.<R>type(connection);
        return usable(
                connection, () -> made(type, "reconfigure", type.reconfigure(made.handle(), definition(connection))));
    }

    /** Types of others may not be checked for nullness. */
    private static <T> T made(ConnectionType<?, ?, ?> type, String method, @Nullable T result) {
        if (result == null) {
            throw new IllegalStateException(type.getClass().getName() + "." + method + " returned null");
        }
        return result;
    }

    private static <T extends @Nullable Object> T usable(ConfiguredConnection connection, Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException ex) {
            throw InvalidConnectionsException.of(connection.name(), "", "cannot be used: " + ex.getMessage(), ex);
        } catch (NoClassDefFoundError ex) {
            throw InvalidConnectionsException.of(
                    connection.name(),
                    "",
                    "cannot be used: the type '" + connection.typeName() + "' needs the class "
                            + String.valueOf(ex.getMessage()).replace('/', '.')
                            + ", which is not on the class path. Add the library that has it.",
                    ex);
        }
    }

    private CredentialsProvider credentialsProvider(
            ConfiguredConnection connection, @Nullable ConfigurationPropertySource settings) {
        if (connection.type() == null) {
            return credentials.of(connection, settings, properties -> null, null);
        }
        ConnectionType<Object, ?, ?> type = type(connection);
        return credentials.of(
                connection,
                settings,
                properties -> type.credentials(Objects.requireNonNull(properties)),
                usable(connection, () -> type.credentialsProvider(definition(connection))));
    }

    private SupervisionSettings supervision(
            ConfiguredConnection connection, @Nullable ConfigurationPropertySource settings) {
        return timeouts(connection)
                .withSecrets(
                        EffectiveSettings.secrets(connection, ConnectionTypes.of(beanFactory), environment, settings));
    }

    private SupervisionSettings timeouts(ConfiguredConnection connection) {
        if (connection.type() == null) {
            SupervisionSettings defaults = SupervisionSettings.defaults();
            return connection
                    .common()
                    .supervision(defaults.connectTimeout(), defaults.recovery().eagerPeriod());
        }
        ConnectionType<Object, ?, ?> type = type(connection);
        return connection
                .common()
                .supervision(
                        made(type, "defaultConnectTimeout", type.defaultConnectTimeout()),
                        made(type, "defaultEagerPeriod", type.defaultEagerPeriod()));
    }

    private SupervisionRegistries registries() {
        return beanFactory.getBean(SupervisionRegistries.class);
    }

    private static ConnectionDefinition<Object> definition(ConfiguredConnection connection) {
        return new ConnectionDefinition<>(
                connection.name(), Objects.requireNonNull(connection.properties()), connection.isPerUser());
    }

    @SuppressWarnings("unchecked")
    private <R> ConnectionType<Object, R, ?> type(ConfiguredConnection connection) {
        TypeDescriptor type = Objects.requireNonNull(connection.type());
        Object bean = (type.beanName() != null)
                ? beanFactory.getBean(type.beanName())
                : beanFactory.createBean(type.typeClass());
        return (ConnectionType<Object, R, ?>) bean;
    }

    /** Makes the factory of what a user has entered. */
    private final class FactoryProviderOfType<R> implements LoginFactoryProvider<R> {

        private final ConfiguredConnection connection;

        FactoryProviderOfType(ConfiguredConnection connection) {
            this.connection = connection;
        }

        @Override
        @SuppressWarnings("unchecked")
        public ConnectionFactory<R> factory(Map<String, String> entered) {
            ConfiguredConnection ofUser = binder.get().bindLogin(connection.name(), entered);
            ConnectionFactory<?> factory = createFactory(ofUser);
            LoginAuthenticationCheck.require(ofUser, factory);
            return (ConnectionFactory<R>) factory;
        }

        @Override
        public String canonicalUser(String user) {
            return type(connection).canonicalUser(definition(connection), user);
        }
    }
}
