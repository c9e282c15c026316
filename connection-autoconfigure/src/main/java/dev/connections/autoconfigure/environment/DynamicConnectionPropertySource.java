package dev.connections.autoconfigure.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * The {@code connections.*} properties that {@code DynamicPropertyRegistrar} beans of a test supply. Spring calls those
 * beans when singletons are created; the names of connections are needed before. So these beans, and the containers
 * they need, are created early. Values are supplied when they are read.
 */
public final class DynamicConnectionPropertySource extends EnumerablePropertySource<Map<String, Supplier<Object>>> {

    private static final String STARTABLE = "org.testcontainers.lifecycle.Startable";

    private DynamicConnectionPropertySource(Map<String, Supplier<Object>> values) {
        super("connections of DynamicPropertyRegistrar beans", values);
    }

    /** Adds the properties before all others, if there are any. */
    public static void addTo(ConfigurableEnvironment environment, ConfigurableListableBeanFactory beanFactory) {
        Map<String, Supplier<Object>> values = new LinkedHashMap<>();
        for (String beanName : beanFactory.getBeanNamesForType(DynamicPropertyRegistrar.class, true, false)) {
            beanFactory.getBean(beanName, DynamicPropertyRegistrar.class).accept((name, value) -> {
                if (name.startsWith("connections.")) {
                    values.put(name, value);
                }
            });
        }
        if (!values.isEmpty()) {
            startContainers(beanFactory);
            environment.getPropertySources().addFirst(new DynamicConnectionPropertySource(values));
        }
    }

    /** What Spring Boot's bean post-processor does, which is not registered yet. Starting twice does nothing. */
    private static void startContainers(ConfigurableListableBeanFactory beanFactory) {
        ClassLoader classLoader = beanFactory.getBeanClassLoader();
        if (!ClassUtils.isPresent(STARTABLE, classLoader)) {
            return;
        }
        Class<?> startable = ClassUtils.resolveClassName(STARTABLE, classLoader);
        for (String beanName : beanFactory.getBeanNamesForType(startable, true, false)) {
            if (beanFactory.containsSingleton(beanName)) {
                ReflectionUtils.invokeMethod(ClassUtils.getMethod(startable, "start"), beanFactory.getBean(beanName));
            }
        }
    }

    @Override
    public String[] getPropertyNames() {
        return StringUtils.toStringArray(getSource().keySet());
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Supplier<Object> value = getSource().get(name);
        return (value != null) ? value.get() : null;
    }
}
