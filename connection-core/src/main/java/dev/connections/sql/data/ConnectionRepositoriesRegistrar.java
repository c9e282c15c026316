package dev.connections.sql.data;

import dev.connections.ConnectionName;
import java.lang.annotation.Annotation;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanNameGenerator;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.data.repository.config.RepositoryBeanDefinitionRegistrarSupport;
import org.springframework.data.repository.config.RepositoryConfigurationExtension;
import org.springframework.util.ClassUtils;

/** Registers what {@link EnableConnectionRepositories} asks for. */
final class ConnectionRepositoriesRegistrar extends RepositoryBeanDefinitionRegistrarSupport {

    @Override
    public void registerBeanDefinitions(
            AnnotationMetadata metadata, BeanDefinitionRegistry registry, BeanNameGenerator generator) {
        requireSpringDataJdbc(metadata);
        for (AnnotationAttributes attributes : metadata.getMergedRepeatableAnnotationAttributes(
                EnableConnectionRepositories.class, EnableConnectionRepositories.Container.class, false)) {
            RepositoryBeans beans = new RepositoryBeans(connectionName(attributes, metadata));
            beans.registerIn(registry);
            super.registerBeanDefinitions(
                    ConnectionRepositoriesMetadata.of(metadata, attributes, beans), registry, generator);
        }
        AuditingMappingContext.registerIn(registry);
    }

    private static void requireSpringDataJdbc(AnnotationMetadata metadata) {
        String library = "org.springframework.data.jdbc.repository.config.JdbcRepositoryConfigExtension";
        if (!ClassUtils.isPresent(library, ConnectionRepositoriesRegistrar.class.getClassLoader())) {
            throw new IllegalStateException("@EnableConnectionRepositories on " + metadata.getClassName()
                    + " needs Spring Data JDBC. Add the dependency"
                    + " org.springframework.boot:spring-boot-starter-data-jdbc.");
        }
    }

    private static ConnectionName connectionName(AnnotationAttributes attributes, AnnotationMetadata metadata) {
        try {
            return new ConnectionName(attributes.getString("connection"));
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException(
                    "@EnableConnectionRepositories on " + metadata.getClassName() + ": " + ex.getMessage(), ex);
        }
    }

    @Override
    protected Class<? extends Annotation> getAnnotation() {
        return EnableConnectionRepositories.class;
    }

    @Override
    protected RepositoryConfigurationExtension getExtension() {
        return new ConnectionRepositoryConfigExtension();
    }
}
