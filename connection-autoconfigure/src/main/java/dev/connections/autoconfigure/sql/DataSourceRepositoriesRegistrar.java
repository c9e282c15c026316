package dev.connections.autoconfigure.sql;

import java.lang.annotation.Annotation;
import org.springframework.boot.autoconfigure.data.AbstractRepositoryConfigurationSourceSupport;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.repository.config.RepositoryConfigurationExtension;

/** Scans the application's packages for the JDBC repositories that belong to no named connection. */
final class DataSourceRepositoriesRegistrar extends AbstractRepositoryConfigurationSourceSupport {

    @Override
    protected Class<? extends Annotation> getAnnotation() {
        return EnableJdbcRepositories.class;
    }

    @Override
    protected Class<?> getConfiguration() {
        return Defaults.class;
    }

    @Override
    protected RepositoryConfigurationExtension getRepositoryConfigurationExtension() {
        return new DataSourceRepositoriesConfigExtension();
    }

    @EnableJdbcRepositories
    private static final class Defaults {}
}
