package dev.connections.autoconfigure.login;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.login.form.HtmlLoginPage;
import dev.connections.autoconfigure.login.form.LoginBodyFilter;
import dev.connections.autoconfigure.login.form.LoginChallenge;
import dev.connections.autoconfigure.login.form.LoginFragments;
import dev.connections.autoconfigure.login.form.LoginMessages;
import dev.connections.autoconfigure.login.form.LoginPages;
import dev.connections.autoconfigure.login.form.LoginResource;
import dev.connections.autoconfigure.login.form.RequestLocale;
import dev.connections.autoconfigure.login.form.ViewLoginPages;
import dev.connections.autoconfigure.login.gate.LoginGateFilter;
import dev.connections.autoconfigure.login.session.DelegatedLogins;
import dev.connections.autoconfigure.login.session.EndedSessionFilter;
import dev.connections.autoconfigure.login.session.LazyLoginConnections;
import dev.connections.autoconfigure.login.session.LoginSessionListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Auto-configuration of the web layer of logins: the gate, the login page and logout, {@code @RequiresLogin}, and what
 * happens at the end of a session. The web server asks for most of it before there are connections, so that it looks
 * for them only when they are needed.
 */
@AutoConfiguration(after = ConnectionsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({Filter.class, OncePerRequestFilter.class})
@ConditionalOnBean(LoginConnections.class)
@Import({LoginMvcConfiguration.class, OAuth2LoginConfiguration.class})
public final class LoginAutoConfiguration {

    /** Before the filters that ask for a parameter: that for hidden methods, and Spring Security's. */
    private static final int BODY_ORDER = -10_100;

    private static final int BEHIND_SECURITY = 10;

    /** Right behind the filter of Spring Session. */
    private static final int SESSION_ORDER = Ordered.HIGHEST_PRECEDENCE + 60;

    @Bean
    static LazyLoginConnections lazyLoginConnections(ObjectProvider<LoginConnections> connections) {
        return new LazyLoginConnections(connections);
    }

    @Bean
    static LoginMessages loginMessages(MessageSource messages, ObjectProvider<RequestLocale> locale) {
        Supplier<RequestLocale> present =
                SingletonSupplier.of(() -> locale.getIfAvailable(() -> HttpServletRequest::getLocale));
        return new LoginMessages(messages, request -> present.get().of(request));
    }

    @Bean
    static LoginChallenge loginChallenge(LoginMessages texts) {
        return new LoginChallenge(texts);
    }

    @Bean
    static LoginPages loginPages(
            LoginMessages texts, ObjectProvider<LoginPage> page, ObjectProvider<ViewLoginPages> views) {
        Supplier<LoginPage> present = SingletonSupplier.of(() -> page.getIfAvailable(HtmlLoginPage::new));
        return new LoginPages(texts, target -> {
            String view = target.view();
            return (view != null) ? views.getObject().of(view) : present.get();
        });
    }

    @Bean
    static LoginFragments loginFragments(LazyLoginConnections connections, LoginPages pages) {
        return pages.fragments(connections);
    }

    @Bean
    static FilterRegistrationBean<LoginBodyFilter> loginBodyFilter(
            LazyLoginConnections connections, LoginMessages texts) {
        FilterRegistrationBean<LoginBodyFilter> registration =
                new FilterRegistrationBean<>(new LoginBodyFilter(connections, texts));
        registration.setOrder(BODY_ORDER);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }

    @Bean
    static FilterRegistrationBean<LoginGateFilter> loginGateFilter(
            LazyLoginConnections connections,
            LoginChallenge challenge,
            LoginMessages texts,
            LoginPages pages,
            ObjectProvider<DelegatedLogins> delegated,
            Environment environment) {
        FilterRegistrationBean<LoginGateFilter> registration = new FilterRegistrationBean<>(new LoginGateFilter(
                connections, challenge, new LoginResource(texts, pages), delegated::getIfAvailable));
        registration.setOrder(
                environment.getProperty("spring.security.filter.order", Integer.class, -100) + BEHIND_SECURITY);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    static LoginSessionListener loginSessionListener(LazyLoginConnections connections) {
        return new LoginSessionListener(connections);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.session.SessionRepository")
    static class StoredSessions {

        @Bean
        static FilterRegistrationBean<EndedSessionFilter> loginEndedSessionFilter(LazyLoginConnections connections) {
            FilterRegistrationBean<EndedSessionFilter> registration =
                    new FilterRegistrationBean<>(new EndedSessionFilter(connections));
            registration.setOrder(SESSION_ORDER);
            registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
            return registration;
        }
    }
}
