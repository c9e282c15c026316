package dev.connections.autoconfigure.web;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.UnavailableResponses;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Auto-configuration of the response to requests whose connection is unavailable. */
@AutoConfiguration(after = ConnectionsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(HandlerExceptionResolver.class)
@ConditionalOnBean(UnavailableResponses.class)
public final class UnavailableConnectionAutoConfiguration {

    @Bean
    static HandlerExceptionResolver unavailableConnectionResolver(ObjectProvider<UnavailableResponses> responses) {
        return new UnavailableConnectionResolver(name -> responses.getObject().isWanted(name));
    }
}
