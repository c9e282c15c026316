package dev.connections.autoconfigure.containers;

import dev.connections.ConnectionName;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.ReflectionUtils;
import org.testcontainers.containers.JdbcDatabaseContainer;

/**
 * The static fields of a test class, its superclasses, interfaces and enclosing classes that hold containers of
 * databases with {@code @ServiceConnection}. Two test classes with the same containers share an application context.
 *
 * @param named those that name a connection
 * @param others those that Spring Boot takes, by field
 */
record TestContainerFields(Map<Field, JdbcDatabaseContainer<?>> named, Map<Field, JdbcDatabaseContainer<?>> others)
        implements ContextCustomizer {

    static final String BEAN_NAME = TestContainerFields.class.getName();

    static @Nullable TestContainerFields of(Class<?> testClass) {
        TestContainerFields fields = new TestContainerFields(new LinkedHashMap<>(), new LinkedHashMap<>());
        fields.collect(testClass);
        return fields.named.isEmpty() ? null : fields;
    }

    private void collect(@Nullable Class<?> type) {
        if (type == null || type == Object.class) {
            return;
        }
        ReflectionUtils.doWithLocalFields(type, this::add);
        if (TestContextAnnotationUtils.searchEnclosingClass(type)) {
            collect(type.getEnclosingClass());
        }
        List.of(type.getInterfaces()).forEach(this::collect);
        collect(type.getSuperclass());
    }

    private void add(Field field) {
        MergedAnnotations annotations = MergedAnnotations.from(field);
        // Spring Boot refuses a field that is not static
        if (annotations.isPresent(ServiceConnection.class) && Modifier.isStatic(field.getModifiers())) {
            ReflectionUtils.makeAccessible(field);
            if (ReflectionUtils.getField(field, null) instanceof JdbcDatabaseContainer<?> container) {
                ConnectionName name = NamedContainer.nameIn(annotations);
                ((name != null) ? named : others).put(field, container);
            }
        }
    }

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
        context.getBeanFactory().registerSingleton(BEAN_NAME, this);
    }
}
