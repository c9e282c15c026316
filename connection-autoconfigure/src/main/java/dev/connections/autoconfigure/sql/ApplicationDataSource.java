package dev.connections.autoconfigure.sql;

import dev.connections.autoconfigure.beans.ApplicationBeanDetector;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;

/**
 * Knows whether Spring Boot makes a {@code DataSource}, by {@code spring.datasource.*} or by connection details (a
 * container of a test, say).
 */
final class ApplicationDataSource implements ApplicationBeanDetector {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("spring.datasource");

    @Override
    public @Nullable String owner(
            Set<Class<?>> beanTypes, Environment environment, ConfigurableListableBeanFactory beanFactory) {
        if (!beanTypes.contains(DataSource.class)) {
            return null;
        }
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.containsDescendantOf(PREFIX) == ConfigurationPropertyState.PRESENT) {
                return "'spring.datasource'";
            }
        }
        for (String beanName : beanFactory.getBeanNamesForType(JdbcConnectionDetails.class, true, false)) {
            return "the bean '" + beanName + "'";
        }
        return null;
    }
}
