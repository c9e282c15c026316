package dev.connections.autoconfigure.containers;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.util.ClassUtils;

/** Finds the containers in static fields of tests, where Testcontainers is on the class path. */
final class TestContainerFieldsFactory implements ContextCustomizerFactory {

    private static final boolean PRESENT = isPresent("org.testcontainers.containers.JdbcDatabaseContainer")
            && isPresent("org.springframework.boot.testcontainers.service.connection.ServiceConnection");

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        return PRESENT ? TestContainerFields.of(testClass) : null;
    }

    private static boolean isPresent(String className) {
        return ClassUtils.isPresent(className, TestContainerFieldsFactory.class.getClassLoader());
    }
}
