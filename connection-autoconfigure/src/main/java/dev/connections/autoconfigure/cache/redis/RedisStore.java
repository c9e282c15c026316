package dev.connections.autoconfigure.cache.redis;

import dev.connections.NearestName;
import dev.connections.autoconfigure.RedisCacheProperties;
import dev.connections.autoconfigure.registry.CacheStore;
import dev.connections.cache.SharedLevel;
import dev.connections.cache.redis.RedisLevel;
import dev.connections.cache.redis.RedisLevelSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Shares caches on the Redis of a {@link RedisConnectionFactory} bean, such as Spring Boot's own. */
final class RedisStore implements CacheStore {

    private final ConfigurableListableBeanFactory beanFactory;

    RedisStore(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    public Set<String> names() {
        return Set.of("redis");
    }

    @Override
    public SharedLevel open(SharedCache cache, SharedLevel.Listener listener) {
        String name = cache.properties().redis().connectionFactory();
        RedisConnectionFactory factory = (name != null) ? named(name) : only();
        if (factory instanceof LettuceConnectionFactory lettuce) {
            return new RedisLevel(
                    cache.connection(),
                    cache.target(),
                    cache.role(),
                    lettuce,
                    cache.encoding(),
                    settings(cache.properties().redis()),
                    listener);
        }
        throw new IllegalArgumentException("is 'redis', which needs Lettuce, but the RedisConnectionFactory bean is a "
                + factory.getClass().getName() + ". Remove 'spring.data.redis.client-type', or name another bean in"
                + " 'cache.redis.connection-factory'.");
    }

    static RedisLevelSettings settings(RedisCacheProperties properties) {
        return new RedisLevelSettings(
                properties.prefix(),
                properties.lease(),
                properties.timeout(),
                properties.maxEntrySize().toBytes(),
                properties.secret());
    }

    private RedisConnectionFactory named(String name) {
        List<String> names = Arrays.asList(beanFactory.getBeanNamesForType(RedisConnectionFactory.class));
        if (!names.contains(name)) {
            throw new IllegalArgumentException("is 'redis', and 'cache.redis.connection-factory' is '" + name
                    + "', but there is no RedisConnectionFactory bean of that name. "
                    + (names.isEmpty() ? "" : NearestName.hint(name, names)));
        }
        return beanFactory.getBean(name, RedisConnectionFactory.class);
    }

    private RedisConnectionFactory only() {
        @Nullable RedisConnectionFactory factory;
        try {
            factory = beanFactory.getBeanProvider(RedisConnectionFactory.class).getIfAvailable();
        } catch (NoUniqueBeanDefinitionException ex) {
            throw new IllegalArgumentException(
                    "is 'redis', and there are several RedisConnectionFactory beans: "
                            + ex.getBeanNamesFound() + ". Name one in 'cache.redis.connection-factory', or make one the"
                            + " primary one.",
                    ex);
        }
        if (factory == null) {
            throw new IllegalArgumentException(
                    "is 'redis', but there is no RedisConnectionFactory bean. Add the dependency"
                            + " org.springframework.boot:spring-boot-starter-data-redis and set "
                            + "'spring.data.redis.host' or 'spring.data.redis.url'.");
        }
        return factory;
    }
}
