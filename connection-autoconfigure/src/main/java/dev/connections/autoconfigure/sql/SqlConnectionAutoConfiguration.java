package dev.connections.autoconfigure.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the type {@code sql}. */
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
@ConditionalOnClass(HikariDataSource.class)
public final class SqlConnectionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static SqlConnectionType sqlConnectionType(
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<ObservationRegistry> observationRegistry,
            ObjectProvider<SqlObservationConvention> observationConvention) {
        return new SqlConnectionType(sslBundles, observationRegistry, observationConvention);
    }
}
