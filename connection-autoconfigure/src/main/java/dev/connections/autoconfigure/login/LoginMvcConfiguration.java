package dev.connections.autoconfigure.login;

import dev.connections.autoconfigure.login.form.LoginChallenge;
import dev.connections.autoconfigure.login.form.RequestLocale;
import dev.connections.autoconfigure.login.form.ViewLoginPage;
import dev.connections.autoconfigure.login.form.ViewLoginPages;
import dev.connections.autoconfigure.login.gate.LoginCallableInterceptor;
import dev.connections.autoconfigure.login.gate.LoginGateValidator;
import dev.connections.autoconfigure.login.gate.RequiresLoginAnnotations;
import dev.connections.autoconfigure.login.gate.RequiresLoginInterceptor;
import dev.connections.autoconfigure.login.session.DelegatedLogins;
import dev.connections.autoconfigure.login.session.LazyLoginConnections;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What logins have to do with Spring MVC. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(WebMvcConfigurer.class)
class LoginMvcConfiguration {

    @Bean
    static RequiresLoginAnnotations requiresLoginAnnotations() {
        return new RequiresLoginAnnotations();
    }

    @Bean
    static WebMvcConfigurer loginMvcConfigurer(
            LazyLoginConnections connections, RequiresLoginAnnotations required, LoginChallenge challenge) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RequiresLoginInterceptor(required, connections, challenge))
                        .order(Ordered.HIGHEST_PRECEDENCE);
            }

            @Override
            public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
                configurer.registerCallableInterceptors(new LoginCallableInterceptor());
            }
        };
    }

    @Bean
    static LoginGateValidator loginGateValidator(
            LazyLoginConnections connections,
            RequiresLoginAnnotations required,
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings,
            ObjectProvider<DelegatedLogins> delegated) {
        return new LoginGateValidator(
                connections,
                required,
                () -> mappings.stream().flatMap(mapping -> mapping.getHandlerMethods().values().stream()),
                delegated::getIfAvailable);
    }

    @Bean
    static RequestLocale loginLocale(ObjectProvider<LocaleResolver> resolver) {
        Supplier<RequestLocale> present = SingletonSupplier.of(() -> {
            LocaleResolver found = resolver.getIfUnique();
            return (found != null) ? found::resolveLocale : request -> request.getLocale();
        });
        return request -> present.get().of(request);
    }

    @Bean
    static ViewLoginPages viewLoginPages(ObjectProvider<ViewResolver> resolvers, RequestLocale locales) {
        Supplier<List<ViewResolver>> present =
                SingletonSupplier.of(() -> resolvers.orderedStream().toList());
        return view -> new ViewLoginPage(view, present, locales);
    }
}
