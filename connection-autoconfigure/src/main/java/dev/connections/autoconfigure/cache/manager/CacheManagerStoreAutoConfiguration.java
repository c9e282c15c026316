package dev.connections.autoconfigure.cache.manager;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of {@code connections.<name>.cache.store} with the name of a {@link CacheManager}'s bean. */
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
@ConditionalOnClass(CacheManager.class)
public final class CacheManagerStoreAutoConfiguration {

    @Bean
    static CacheManagerStore connectionsCacheManagerStore(ConfigurableListableBeanFactory beanFactory) {
        return new CacheManagerStore(beanFactory);
    }
}
