package dev.connections.autoconfigure.cache;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.cache.CacheUserProvider;
import dev.connections.cache.advice.QueryAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of {@code @CachedQuery} and {@code @EvictQueries}: advice, proxies, checks at the start, and the
 * {@code CacheUserProvider} bean, if there is one.
 */
@AutoConfiguration(after = ConnectionsAutoConfiguration.class)
@Import(AutoProxyRegistrar.class)
public final class CachedQueriesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static QueryAdvisor queryAdvisor(Environment environment) {
        return new QueryAdvisor(AutoProxyRegistrar.isProxyTargetClass(environment));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static QueryMethodValidator queryMethodValidator(ConfigurableListableBeanFactory beanFactory) {
        return new QueryMethodValidator(beanFactory);
    }

    @Bean
    @ConditionalOnBean(SupervisedConnections.class)
    static SmartInitializingSingleton cacheUsersInitializer(
            ObjectProvider<SupervisedConnections> connections, ObjectProvider<CacheUserProvider> users) {
        return () ->
                users.ifAvailable(present -> connections.getObject().addListener(new CacheUsersConfigurer(present)));
    }
}
