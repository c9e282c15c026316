package dev.connections.docs;

import dev.connections.sql.observation.DefaultSqlObservationConvention;
import dev.connections.sql.observation.SqlObservationContext;
import io.micrometer.common.KeyValues;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The code about observations. */
@Configuration(proxyBeanMethods = false)
class ObservationNames {

    // tag::convention[]
    @Bean
    DefaultSqlObservationConvention withoutQueryTexts() {
        return new DefaultSqlObservationConvention() {
            @Override
            public KeyValues getHighCardinalityKeyValues(SqlObservationContext context) {
                return KeyValues.empty();
            }
        };
    }
    // end::convention[]
}
