package dev.connections.autoconfigure.libraries;

import dev.connections.sql.SqlConnection;
import dev.connections.sql.data.EnableConnectionRepositories;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationImportSelector;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.data.repository.CrudRepository;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Applications that tests run inside another class loader, which is why it is public. */
public final class LibrariesApplication {

    private LibrariesApplication() {}

    /** Runs a Spring Boot application. Returns the number of rows of a query, or how the start failed. */
    public static String run(Class<?> application, Map<String, Object> properties) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setDefaultProperties(properties);
        try (ConfigurableApplicationContext context = spring.run()) {
            return use(context);
        } catch (RuntimeException ex) {
            return "failed: " + ex;
        }
    }

    /** Refreshes a context with the auto-configurations of this project alone. Returns the same, or the failure's analysis. */
    public static String refresh(Class<?> application, Map<String, Object> properties) {
        ClassLoader classLoader = application.getClassLoader();
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.setClassLoader(classLoader);
            context.getEnvironment().getPropertySources().addLast(new MapPropertySource("test", properties));
            context.register(application, OwnAutoConfigurations.class);
            try {
                context.refresh();
                return use(context);
            } catch (RuntimeException ex) {
                return analysis(ex, classLoader, context);
            }
        }
    }

    private static String use(ConfigurableApplicationContext context) {
        read(context, "connectionsEndpoint", "connections");
        read(context, "connectionsHealthContributor", "stream");
        return String.valueOf(
                context.getBean(SqlConnection.class).query("select 1").size());
    }

    /** By name, since the types are optional. */
    private static void read(ConfigurableApplicationContext context, String beanName, String methodName) {
        if (context.containsBean(beanName)) {
            Object bean = context.getBean(beanName);
            Method method = ClassUtils.getMethod(bean.getClass(), methodName);
            ReflectionUtils.makeAccessible(method);
            Assert.notNull(ReflectionUtils.invokeMethod(method, bean), beanName);
        }
    }

    private static String analysis(
            RuntimeException failure, ClassLoader classLoader, AnnotationConfigApplicationContext context) {
        ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
                .and(Environment.class, context.getEnvironment());
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation(classLoader)
                .load(FailureAnalyzer.class, arguments, FailureHandler.handleMessage((message, cause) -> {}));
        for (FailureAnalyzer analyzer : analyzers) {
            if (analyzer.getClass().getClassLoader() == classLoader) {
                FailureAnalysis analysis = analyzer.analyze(failure);
                if (analysis != null) {
                    return "failed: " + analysis.getDescription() + " " + analysis.getAction();
                }
            }
        }
        throw failure;
    }

    @Configuration(proxyBeanMethods = false)
    @Import(OwnSelector.class)
    static class OwnAutoConfigurations {}

    /** Selects by name, so that conditions are evaluated before a class is loaded, as in an application. */
    static class OwnSelector extends AutoConfigurationImportSelector {

        @Override
        protected AnnotationAttributes getAttributes(AnnotationMetadata metadata) {
            return new AnnotationAttributes();
        }

        @Override
        protected Set<String> getExclusions(AnnotationMetadata metadata, AnnotationAttributes attributes) {
            return Set.of();
        }

        @Override
        protected List<String> getCandidateConfigurations(
                AnnotationMetadata metadata, AnnotationAttributes attributes) {
            return super.getCandidateConfigurations(metadata, attributes).stream()
                    .filter(name -> name.startsWith("dev.connections."))
                    .toList();
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Complete {}

    @Configuration(proxyBeanMethods = false)
    static class Plain {}

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Misspelled {

        @Bean
        Object owners(@Qualifier("petz") SqlConnection connection) {
            return connection;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PlainMisspelled {

        @Bean
        Object owners(@Qualifier("petz") SqlConnection connection) {
            return connection;
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Unqualified {

        @Bean
        Object owners(SqlConnection connection) {
            return connection;
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Unscanned {

        @Bean
        Object shop(Pets repository) {
            return repository;
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "pets", considerNestedRepositories = true)
    static class Repositories {}

    interface Pets extends CrudRepository<Pet, Long> {}

    record Pet(Long id) {}
}
