package dev.connections.sql.data;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.data.jdbc.repository.config.JdbcRepositoryConfigExtension;
import org.springframework.data.repository.config.RepositoryConfigurationSource;

/**
 * Spring Data's way to register JDBC repositories, for those of {@link EnableConnectionRepositories}. It is a bean as
 * soon as there are any. Thread-safe.
 */
public final class ConnectionRepositoryConfigExtension extends JdbcRepositoryConfigExtension {

    private static final String CONNECTION = "dev.connections.connection";

    /** Returns the names of the repository interfaces that belong to a named connection. */
    public static Set<String> repositoriesIn(BeanDefinitionRegistry registry) {
        return Stream.of(registry.getBeanDefinitionNames())
                .map(registry::getBeanDefinition)
                .filter(definition -> definition.hasAttribute(CONNECTION))
                .map(definition -> String.valueOf(definition
                        .getConstructorArgumentValues()
                        .getArgumentValue(0, Object.class)
                        .getValue()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void postProcess(BeanDefinitionBuilder builder, RepositoryConfigurationSource source) {
        super.postProcess(builder, source);
        builder.getRawBeanDefinition()
                .setAttribute(CONNECTION, source.getAttribute("connection").orElseThrow());
    }

    @Override
    public Class<? extends BeanRegistrationAotProcessor> getRepositoryAotProcessor() {
        return ConnectionRepositoryAotProcessor.class;
    }
}
