package dev.connections.autoconfigure.cache.redis;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import io.lettuce.core.RedisClient;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Auto-configuration of {@code connections.<name>.cache.store: redis}. */
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
@ConditionalOnClass({LettuceConnectionFactory.class, RedisClient.class})
public final class RedisStoreAutoConfiguration {

    @Bean
    static RedisStore connectionsRedisStore(ConfigurableListableBeanFactory beanFactory) {
        return new RedisStore(beanFactory);
    }
}
