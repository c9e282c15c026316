package dev.connections.autoconfigure.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.autoconfigure.sql.migration.SqlMigrationInitializer;
import dev.connections.autoconfigure.sql.migration.SqlMigrations;
import dev.connections.sql.observation.SqlObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Auto-configuration of the type {@code sql}. */
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
@ConditionalOnClass(HikariDataSource.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class SqlConnectionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static SqlConnectionType sqlConnectionType(
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<ObservationRegistry> observationRegistry,
            ObjectProvider<SqlObservationConvention> observationConvention) {
        return new SqlConnectionType(sslBundles, observationRegistry, observationConvention);
    }

    @Bean(SqlMigrations.BEAN_NAME)
    static SqlMigrations connectionMigrations(ConfigurableListableBeanFactory beanFactory) {
        return new SqlMigrations(beanFactory);
    }

    @Bean
    static SqlMigrationInitializer connectionMigrationInitializer(
            ObjectProvider<SupervisedConnections> connections, SqlMigrations migrations) {
        return new SqlMigrationInitializer(connections.getIfAvailable(), migrations);
    }
}
