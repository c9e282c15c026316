package dev.connections.autoconfigure.web;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;

/** Auto-configuration of the response to requests whose connection is unavailable. */
@AutoConfiguration(after = ConnectionsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(HandlerExceptionResolver.class)
@ConditionalOnBean(SupervisedConnections.class)
public final class UnavailableConnectionAutoConfiguration {

    /** Inside the observation of the request, which records the status. */
    private static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    @Bean
    static UnavailableConnectionResolver unavailableConnectionResolver(
            ObjectProvider<SupervisedConnections> connections) {
        return new UnavailableConnectionResolver(name -> connections.getObject().isUnavailableResponse(name));
    }

    @Bean
    static FilterRegistrationBean<UnavailableConnectionFilter> unavailableConnectionFilter(
            UnavailableConnectionResolver resolver) {
        FilterRegistrationBean<UnavailableConnectionFilter> registration =
                new FilterRegistrationBean<>(new UnavailableConnectionFilter(resolver));
        registration.setOrder(FILTER_ORDER);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    static WebMvcConfigurer unavailableConnectionMvcConfigurer(UnavailableConnectionResolver resolver) {
        return new WebMvcConfigurer() {
            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                int position = 0;
                while (position < resolvers.size()
                        && !(resolvers.get(position) instanceof DefaultHandlerExceptionResolver)) {
                    position++;
                }
                resolvers.add(position, resolver::resolveConversion);
            }
        };
    }
}
