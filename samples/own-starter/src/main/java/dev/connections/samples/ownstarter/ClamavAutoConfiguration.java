package dev.connections.samples.ownstarter;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the type {@code clamav}. */
// tag::auto-configuration[]
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
public final class ClamavAutoConfiguration {

    @Bean
    ClamavConnectionType clamavConnectionType() {
        return new ClamavConnectionType();
    }
}
// end::auto-configuration[]
