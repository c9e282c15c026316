package dev.connections.autoconfigure.sql.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * A separate application context with one data source and Spring Boot's auto-configuration of one tool. It has the
 * settings of a connection in place of the application's.
 */
final class MigrationContext implements AutoCloseable {

    private static final List<String> CREDENTIALS = List.of("user", "username", "password");

    private final MigrationTool tool;

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /**
     * @param settings of the tool, without its prefix
     * @param dataSource what is migrated
     * @param customizers beans of the application that adapt the tool, by name
     */
    MigrationContext(
            MigrationTool tool,
            Map<String, String> settings,
            DataSource dataSource,
            Map<String, Object> customizers,
            @Nullable ClassLoader classLoader) {
        this.tool = tool;
        context.setDisplayName("migrations");
        if (classLoader != null) {
            context.setClassLoader(classLoader);
        }
        context.setEnvironment(new SettingsEnvironment(tool.prefix(), settings));
        ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
        customizers.forEach(beanFactory::registerSingleton);
        context.registerBean("dataSource", DataSource.class, () -> dataSource);
        context.register(tool.autoConfiguration());
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.refresh();
    }

    /** Migrates. */
    void run() throws Exception {
        try {
            context.getBean(tool.initializer());
        } catch (BeansException ex) {
            throw cause(ex);
        }
    }

    /** A bean of the tool, such as {@code Flyway}, which migrates nothing by itself. */
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    private static Exception cause(BeansException failure) {
        Throwable cause = failure;
        while (cause instanceof BeansException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return (cause instanceof Exception exception) ? exception : failure;
    }

    @Override
    public void close() {
        context.close();
    }

    /** Knows the settings alone: neither system properties nor variables, which are the application's. */
    private static final class SettingsEnvironment extends AbstractEnvironment {

        SettingsEnvironment(String prefix, Map<String, String> settings) {
            Map<String, Object> properties = new LinkedHashMap<>();
            boolean ownUrl = settings.containsKey("url");
            settings.forEach((key, value) -> {
                // the data source is that of the user who migrates, unless it is of another URL
                if (ownUrl || !CREDENTIALS.contains(key)) {
                    properties.put(prefix + "." + key, value);
                }
            });
            getPropertySources().addFirst(new MapPropertySource("connection", properties));
        }

        @Override
        protected void customizePropertySources(MutablePropertySources propertySources) {
            // none
        }
    }
}
