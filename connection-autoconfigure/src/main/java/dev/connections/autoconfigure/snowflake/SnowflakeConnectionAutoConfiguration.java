package dev.connections.autoconfigure.snowflake;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.snowflake.QueryTagConvention;
import dev.connections.sql.observation.SqlObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the type {@code snowflake}. It is there without the driver too, to tell which dependency to
 * add.
 */
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
@ConditionalOnClass(HikariDataSource.class)
public final class SnowflakeConnectionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static SnowflakeConnectionType snowflakeConnectionType(
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<ObservationRegistry> observationRegistry,
            ObjectProvider<SqlObservationConvention> observationConvention,
            ObjectProvider<QueryTagConvention> queryTagConvention) {
        return new SnowflakeConnectionType(sslBundles, observationRegistry, observationConvention, queryTagConvention);
    }
}
