package dev.connections.autoconfigure.sql;

import dev.connections.sql.data.ConnectionRepositoryConfigExtension;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.data.jdbc.repository.config.JdbcRepositoryConfigExtension;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Auto-configuration of Spring Data JDBC repositories on the {@code DataSource}, in an application that also has some
 * on named connections. Spring Boot leaves its own scan out as soon as there are any JDBC repositories; this does the
 * scan in its place, under the same conditions, without those that belong to a named connection.
 */
@AutoConfiguration(
        after = {JdbcTemplateAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class},
        before = DataJdbcRepositoriesAutoConfiguration.class)
@ConditionalOnClass(DataJdbcRepositoriesAutoConfiguration.class)
@ConditionalOnBean({
    ConnectionRepositoryConfigExtension.class,
    NamedParameterJdbcOperations.class,
    PlatformTransactionManager.class
})
@ConditionalOnMissingBean(
        value = JdbcRepositoryConfigExtension.class,
        ignored = ConnectionRepositoryConfigExtension.class)
@ConditionalOnBooleanProperty(name = "spring.data.jdbc.repositories.enabled", matchIfMissing = true)
@Import(DataSourceRepositoriesRegistrar.class)
public final class DataSourceRepositoriesAutoConfiguration {}
