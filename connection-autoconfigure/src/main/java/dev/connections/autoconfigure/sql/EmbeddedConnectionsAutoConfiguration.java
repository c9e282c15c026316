package dev.connections.autoconfigure.sql;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Auto-configuration of embedded databases for connections, in tests with {@code @AutoConfigureTestDatabase} alone. */
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
public final class EmbeddedConnectionsAutoConfiguration {

    @Bean
    static EmbeddedConnections embeddedConnections(Environment environment) {
        return new EmbeddedConnections(environment);
    }
}
