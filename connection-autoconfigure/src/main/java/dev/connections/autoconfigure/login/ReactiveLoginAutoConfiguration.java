package dev.connections.autoconfigure.login;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.login.gate.ReactiveLoginCheck;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration that fails the start of a reactive web application with {@code login}, which has no gate there.
 */
@AutoConfiguration(after = ConnectionsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnBean(LoginConnections.class)
public final class ReactiveLoginAutoConfiguration {

    @Bean
    static ReactiveLoginCheck reactiveLoginCheck(LoginConnections connections, ConfigurableEnvironment environment) {
        return new ReactiveLoginCheck(connections, environment);
    }
}
