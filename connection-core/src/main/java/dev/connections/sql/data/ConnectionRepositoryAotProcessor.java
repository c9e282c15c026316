package dev.connections.sql.data;

import dev.connections.ConnectionName;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.data.jdbc.repository.aot.JdbcRepositoryContributor;
import org.springframework.data.repository.aot.generate.RepositoryContributor;
import org.springframework.data.repository.config.AotRepositoryContext;
import org.springframework.data.repository.config.RepositoryRegistrationAotProcessor;

/**
 * Generates the queries of a repository at build time, in the dialect that the connection's URL has at build time.
 * Where it tells none, the queries are made at run time as without ahead-of-time processing: nothing is opened for it.
 */
final class ConnectionRepositoryAotProcessor extends RepositoryRegistrationAotProcessor {

    @Override
    protected @Nullable RepositoryContributor contributeAotRepository(AotRepositoryContext repositoryContext) {
        if (!repositoryContext.isGeneratedRepositoriesEnabled("jdbc")) {
            return null;
        }
        String connection = repositoryContext
                .getConfigurationSource()
                .getAttribute("connection")
                .orElseThrow();
        RepositoryBeans beans = new RepositoryBeans(new ConnectionName(connection));
        ConfigurableListableBeanFactory factory = repositoryContext.getBeanFactory();
        JdbcDialect dialect = dialect(beans, factory);
        return dialect == null
                ? null
                : new JdbcRepositoryContributor(
                        repositoryContext,
                        dialect,
                        factory.getBean(beans.name(RepositoryBeans.MAPPING_CONTEXT), JdbcMappingContext.class));
    }

    private static @Nullable JdbcDialect dialect(RepositoryBeans beans, ConfigurableListableBeanFactory factory) {
        try {
            return RepositoryDialect.known(beans, factory);
        } catch (BeansException ex) {
            // Settings that are only complete at run time, and told there if they are wrong.
            return null;
        }
    }
}
