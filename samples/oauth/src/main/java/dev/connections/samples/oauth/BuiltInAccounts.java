package dev.connections.samples.oauth;

import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Starts a server where anybody can sign in by any name, and leads the application to it, unless there is a Spring
 * profile that says where users sign in.
 */
final class BuiltInAccounts implements ApplicationContextInitializer<GenericApplicationContext> {

    private static final String ISSUER = "accounts";

    @Override
    public void initialize(GenericApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.acceptsProfiles(Profiles.of("github | google"))) {
            return;
        }
        MockOAuth2Server server = new MockOAuth2Server(OAuth2Config.Companion.fromJson("{\"interactiveLogin\": true}"));
        server.start();
        DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
        beans.registerSingleton("builtInAccounts", server);
        beans.registerDisposableBean("builtInAccounts", server::shutdown);
        String issuer = server.issuerUrl(ISSUER).toString();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "builtInAccounts",
                        Map.of(
                                "connections.account.url",
                                issuer,
                                "connections.account.auth.registration",
                                ISSUER,
                                "profile.path",
                                "/userinfo",
                                "spring.security.oauth2.client.registration.accounts.client-id",
                                "sample",
                                "spring.security.oauth2.client.registration.accounts.client-secret",
                                "none",
                                "spring.security.oauth2.client.registration.accounts.scope",
                                "openid,profile",
                                "spring.security.oauth2.client.provider.accounts.issuer-uri",
                                issuer)));
    }
}
