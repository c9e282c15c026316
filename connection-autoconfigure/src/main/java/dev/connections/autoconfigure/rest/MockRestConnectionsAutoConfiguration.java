package dev.connections.autoconfigure.rest;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.restclient.test.MockServerRestClientCustomizer;
import org.springframework.boot.restclient.test.autoconfigure.MockRestServiceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of mock servers for connections, in tests with {@code @AutoConfigureMockRestServiceServer} alone.
 */
@AutoConfiguration(after = MockRestServiceServerAutoConfiguration.class, before = RestConnectionAutoConfiguration.class)
@ConditionalOnClass(MockServerRestClientCustomizer.class)
@ConditionalOnBean(MockServerRestClientCustomizer.class)
public final class MockRestConnectionsAutoConfiguration {

    @Bean
    static MockRestConnections mockRestConnections(MockServerRestClientCustomizer customizer) {
        return new MockRestConnections(customizer);
    }
}
