package dev.connections.autoconfigure.sql;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.util.ClassUtils;

/**
 * Lets an application without any JDBC driver start. The starter brings Spring Boot's JDBC support, which fails for
 * want of a driver even where only connections of other types are used.
 */
final class DataSourceWithoutDriverFilter implements AutoConfigurationImportFilter, BeanClassLoaderAware {

    private static final String DATA_SOURCE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    private @Nullable ClassLoader classLoader;

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[autoConfigurations.length];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = !DATA_SOURCE.equals(autoConfigurations[i]) || hasDriver();
        }
        return matches;
    }

    private boolean hasDriver() {
        return Arrays.stream(DatabaseDriver.values())
                .map(DatabaseDriver::getDriverClassName)
                .filter(Objects::nonNull)
                .anyMatch(driver -> ClassUtils.isPresent(driver, classLoader));
    }
}
