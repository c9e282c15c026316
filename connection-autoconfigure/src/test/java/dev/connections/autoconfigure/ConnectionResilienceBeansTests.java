package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.metrics.ResilienceMetricsAutoConfiguration;
import dev.connections.autoconfigure.rest.RestConnectionAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.rest.RestConnection;
import dev.connections.sql.SqlConnection;
import dev.connections.supervision.resilience.SupervisionCustomizer;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ConnectionResilienceBeansTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ConnectionsAutoConfiguration.class,
                    SqlConnectionAutoConfiguration.class,
                    ResilienceMetricsAutoConfiguration.class))
            .withPropertyValues(
                    "connections.pet-db.url=jdbc:h2:mem:",
                    "connections.pet-db.recovery.check-timeout=3s",
                    "connections.pet-db.start=lazy");

    @Test
    void theInstancesOfAConnectionBearItsNameAndItsSettings() {
        runner.withUserConfiguration(Injected.class).run(context -> {
            Registries registries = context.getBean(Registries.class);
            context.getBean(SqlConnection.class).query("select 1");
            assertThat(registries.circuitBreakers().find("pet-db")).hasValueSatisfying(breaker -> assertThat(
                            breaker.getMetrics().getNumberOfSuccessfulCalls())
                    .isEqualTo(1));
            assertThat(registries.timeLimiters().find("pet-db")).hasValueSatisfying(limiter -> assertThat(
                            limiter.getTimeLimiterConfig().getTimeoutDuration())
                    .isEqualTo(Duration.ofSeconds(3)));
            assertThat(registries.retries().find("pet-db")).hasValueSatisfying(retry -> assertThat(
                            retry.getRetryConfig().getIntervalBiFunction().apply(1, null))
                    .isEqualTo(100L));
        });
    }

    @Test
    void theRegistriesOfAnApplicationStayUnambiguous() {
        runner.withUserConfiguration(ApplicationRegistry.class).run(context -> assertThat(
                        context.getBeanProvider(CircuitBreakerRegistry.class).getIfUnique())
                .isSameAs(context.getBean("applicationRegistry")));
    }

    /** A refresh scope would replace them, and the states of all connections with them. */
    @ParameterizedTest
    @ValueSource(classes = {CircuitBreakerRegistry.class, RetryRegistry.class, TimeLimiterRegistry.class})
    void theRegistriesAreSingletonsAndNoDefaultCandidates(Class<?> type) {
        runner.run(context -> assertThat(context.getBeanNamesForType(type))
                .singleElement()
                .satisfies(name -> {
                    BeanDefinition definition = context.getBeanFactory().getBeanDefinition(name);
                    assertThat(definition.isSingleton()).isTrue();
                    assertThat(definition).isInstanceOfSatisfying(AbstractBeanDefinition.class, bean -> assertThat(
                                    bean.isDefaultCandidate())
                            .isFalse());
                }));
    }

    @Test
    void aCustomizerBeanChangesAConnection() {
        runner.withUserConfiguration(Injected.class, Customized.class).run(context -> assertThat(
                        context.getBean(Registries.class).retries().find("pet-db"))
                .hasValueSatisfying(retry -> assertThat(
                                retry.getRetryConfig().getIntervalBiFunction().apply(7, null))
                        .isEqualTo(1234L)));
    }

    @Test
    void theMetricsOfResilience4jAreBound() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
            assertThat(registry.get("resilience4j.circuitbreaker.state")
                            .tag("name", "pet-db")
                            .tag("state", "closed")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(registry.find("resilience4j.retry.calls")
                            .tag("name", "pet-db")
                            .meters())
                    .isNotEmpty();
            assertThat(registry.find("resilience4j.timelimiter.calls")
                            .tag("name", "pet-db")
                            .meters())
                    .isNotEmpty();
        });
    }

    @Test
    void theRequestsOfARestConnectionHaveARetryOfTheirOwn() {
        runner.withConfiguration(AutoConfigurations.of(RestConnectionAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withUserConfiguration(Injected.class, Customized.class)
                .withPropertyValues(
                        "connections.weather.type=rest",
                        "connections.weather.url=http://127.0.0.1:9",
                        "connections.weather.start=lazy",
                        "connections.weather.retry.attempts=7")
                .run(context -> {
                    context.getBean(RestConnection.class);
                    assertThat(context.getBean(Registries.class).retries().find("weather.requests"))
                            .hasValueSatisfying(
                                    retry -> assertThat(retry.getRetryConfig().getMaxAttempts())
                                            .isEqualTo(6));
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
                    assertThat(registry.find("resilience4j.retry.calls")
                                    .tag("name", "weather.requests")
                                    .meters())
                            .isNotEmpty();
                });
    }

    record Registries(
            CircuitBreakerRegistry circuitBreakers, RetryRegistry retries, TimeLimiterRegistry timeLimiters) {}

    @Configuration(proxyBeanMethods = false)
    static class Injected {

        @Bean
        Registries registries(
                @Qualifier("connections") CircuitBreakerRegistry circuitBreakers,
                @Qualifier("connections") RetryRegistry retries,
                @Qualifier("connections") TimeLimiterRegistry timeLimiters) {
            return new Registries(circuitBreakers, retries, timeLimiters);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ApplicationRegistry {

        @Bean
        CircuitBreakerRegistry applicationRegistry() {
            return CircuitBreakerRegistry.ofDefaults();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {

        @Bean
        SupervisionCustomizer longPauses() {
            return new SupervisionCustomizer() {

                @Override
                public void customize(String connection, RetryConfig.Builder<Object> retry) {
                    retry.intervalFunction(attempt -> 1234L);
                }

                @Override
                public void customizeRequests(String connection, RetryConfig.Builder<Object> retry) {
                    retry.maxAttempts(6);
                }
            };
        }
    }
}
