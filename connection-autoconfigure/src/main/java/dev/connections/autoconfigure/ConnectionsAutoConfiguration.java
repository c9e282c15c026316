package dev.connections.autoconfigure;

import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import dev.connections.autoconfigure.environment.LiveConfigTree;
import dev.connections.autoconfigure.environment.LivePropertySourceFactory;
import dev.connections.autoconfigure.oauth2.OAuth2TokensConfiguration;
import dev.connections.autoconfigure.registry.ConnectionBeansRegistrar;
import dev.connections.autoconfigure.registry.ConnectionQualifiers;
import dev.connections.autoconfigure.registry.ConnectionRegistry;
import dev.connections.supervision.resilience.SupervisionCustomizer;
import dev.connections.supervision.resilience.SupervisionRegistries;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of connections: binds {@code connections.*} and registers the beans of each. An auto-configuration
 * with a {@code ConnectionType} or a {@code ConnectionFactory} may be processed before or after it. Only if it comes
 * before, the beans of its connections are visible to the conditions of other auto-configurations.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration"
        })
@Import({ConnectionBeansRegistrar.class, OAuth2TokensConfiguration.class})
public final class ConnectionsAutoConfiguration {

    /**
     * Qualifier of the Resilience4j registries of connections. Those of the application stay the only default
     * candidates.
     */
    static final String RESILIENCE_QUALIFIER = "connections";

    @Bean(ConnectionBeanDefinitions.REGISTRY)
    static ConnectionRegistry connections(
            ConfigurableListableBeanFactory beanFactory,
            Environment environment,
            ObjectProvider<LivePropertySourceFactory> liveSources) {
        return new ConnectionRegistry(
                beanFactory, environment, liveSources.orderedStream().toList());
    }

    @Bean(defaultCandidate = false)
    @Qualifier(RESILIENCE_QUALIFIER)
    static CircuitBreakerRegistry connectionsCircuitBreakerRegistry() {
        return CircuitBreakerRegistry.ofDefaults();
    }

    @Bean(defaultCandidate = false)
    @Qualifier(RESILIENCE_QUALIFIER)
    static RetryRegistry connectionsRetryRegistry() {
        return RetryRegistry.ofDefaults();
    }

    @Bean(defaultCandidate = false)
    @Qualifier(RESILIENCE_QUALIFIER)
    static TimeLimiterRegistry connectionsTimeLimiterRegistry() {
        return TimeLimiterRegistry.ofDefaults();
    }

    @Bean
    static SupervisionRegistries connectionsSupervisionRegistries(
            @Qualifier(RESILIENCE_QUALIFIER) CircuitBreakerRegistry circuitBreakers,
            @Qualifier(RESILIENCE_QUALIFIER) RetryRegistry retries,
            @Qualifier(RESILIENCE_QUALIFIER) TimeLimiterRegistry timeLimiters,
            ObjectProvider<SupervisionCustomizer> customizers) {
        return new SupervisionRegistries(
                circuitBreakers,
                retries,
                timeLimiters,
                customizers.orderedStream().toList());
    }

    @Bean
    static LiveConfigTree liveConfigTree() {
        return new LiveConfigTree();
    }

    @Bean
    static ConnectionQualifiers connectionQualifiers() {
        return new ConnectionQualifiers();
    }
}
