package dev.connections.autoconfigure.registry;

import dev.connections.NearestName;
import dev.connections.autoconfigure.CacheProperties;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.autoconfigure.binding.ConnectionTypes;
import dev.connections.autoconfigure.environment.LiveEnvironment;
import dev.connections.cache.QueryCache;
import dev.connections.cache.SharedLevel;
import dev.connections.cache.codec.ResultEncoding;
import dev.connections.supervision.SupervisedConnection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/** Puts behind the caches of connections what is configured. */
final class SharedCacheConfigurer {

    private final ConfigurableListableBeanFactory beanFactory;

    private final LiveEnvironment environment;

    SharedCacheConfigurer(ConfigurableListableBeanFactory beanFactory, LiveEnvironment environment) {
        this.beanFactory = beanFactory;
        this.environment = environment;
    }

    /**
     * Opens what a connection's cache is to have behind it, if anything.
     *
     * @param role the user that the settings name
     * @param settings what stands before the environment, or {@code null}
     * @throws InvalidConnectionsException if it cannot be used
     */
    void open(
            ConfiguredConnection connection,
            @Nullable String role,
            @Nullable ConfigurationPropertySource settings,
            SupervisedConnection<?> supervised) {
        QueryCache cache = supervised.cache();
        CacheProperties properties = connection.common().cache();
        if (!properties.isShared()) {
            return;
        }
        CacheStore store = find(connection, properties.store());
        CacheStore.SharedCache shared = new CacheStore.SharedCache(
                connection.name().value(),
                TargetFingerprint.of(connection, ConnectionTypes.of(beanFactory), environment, settings),
                () -> present(supervised, role),
                new ResultEncoding(cache.codecs(), (int) Math.min(
                        Integer.MAX_VALUE, properties.compressionThreshold().toBytes())),
                properties);
        try {
            cache.setLevel(listener -> store.open(shared, listener));
        } catch (IllegalArgumentException ex) {
            throw problem(connection, String.valueOf(ex.getMessage()), ex);
        }
    }

    /** Until it has been opened, it is taken to be opened as its settings say. */
    private static @Nullable String present(SupervisedConnection<?> supervised, @Nullable String role) {
        String present = supervised.role();
        return (present != null) ? present : role;
    }

    /**
     * Reopens it for another configuration.
     *
     * @param before the former second level
     */
    void reopen(
            ConfiguredConnection connection,
            @Nullable String role,
            @Nullable ConfigurationPropertySource settings,
            SupervisedConnection<?> supervised,
            @Nullable SharedLevel before) {
        if (before != null) {
            before.close();
        }
        open(connection, role, settings, supervised);
        if (supervised.cache().level() != null) {
            supervised.cache().clear();
        }
    }

    private CacheStore find(ConfiguredConnection connection, String name) {
        Set<String> names = new TreeSet<>(Set.of(CacheProperties.LOCAL));
        for (CacheStore store :
                beanFactory.getBeanProvider(CacheStore.class).orderedStream().toList()) {
            Set<String> own = store.names();
            if (own.contains(name)) {
                return store;
            }
            names.addAll(own);
        }
        throw problem(
                connection,
                "is '" + name + "', which is no CacheManager's bean. " + NearestName.hint(name, names),
                null);
    }

    private static InvalidConnectionsException problem(
            ConfiguredConnection connection, String message, @Nullable Throwable cause) {
        return InvalidConnectionsException.of(connection.name(), "cache.store", message, cause);
    }
}
