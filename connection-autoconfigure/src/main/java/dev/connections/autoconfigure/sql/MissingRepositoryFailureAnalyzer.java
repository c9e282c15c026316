package dev.connections.autoconfigure.sql;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.repository.Repository;
import org.springframework.util.ClassUtils;

/**
 * Explains a missing Spring Data repository in an application without Spring Boot's scans for repositories: the starter
 * brings Spring Data's repository interfaces, but no module that implements them.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingRepositoryFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

    private static final boolean SCANNED = isPresent("jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration")
            || isPresent("jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration");

    private static boolean isPresent(String module) {
        return ClassUtils.isPresent(
                "org.springframework.boot.data." + module, MissingRepositoryFailureAnalyzer.class.getClassLoader());
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        if (SCANNED || cause.getResolvableType() == null) {
            return null;
        }
        Class<?> type = cause.getResolvableType().toClass();
        if (!Repository.class.isAssignableFrom(type)) {
            return null;
        }
        return new FailureAnalysis(
                "A bean of type " + type.getName()
                        + " is required, and nothing has scanned for Spring Data repositories.",
                "Add the dependency org.springframework.boot:spring-boot-starter-data-jdbc, which scans for "
                        + "repositories on Spring Boot's DataSource. For repositories on a connection, also "
                        + "annotate the application with @EnableConnectionRepositories(connection = \"<name>\").",
                cause);
    }
}
