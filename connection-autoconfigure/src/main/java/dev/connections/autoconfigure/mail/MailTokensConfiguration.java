package dev.connections.autoconfigure.mail;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/** Access tokens by Spring Security's OAuth2 client. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(AuthorizedClientServiceOAuth2AuthorizedClientManager.class)
class MailTokensConfiguration {

    @Bean
    static MailTokenSource mailTokenSource(
            ObjectProvider<ClientRegistrationRepository> registrations,
            ObjectProvider<OAuth2AuthorizedClientService> clients) {
        return (registration, connection) -> {
            @Nullable ClientRegistrationRepository known = registrations.getIfAvailable();
            if (known == null || known.findByRegistrationId(registration) == null) {
                throw new IllegalArgumentException("'auth.registration' is '" + registration
                        + "', and there is no such registration: configure it as"
                        + " 'spring.security.oauth2.client.registration." + registration + "'");
            }
            AuthorizedClientServiceOAuth2AuthorizedClientManager manager =
                    new AuthorizedClientServiceOAuth2AuthorizedClientManager(known, clients.getObject());
            manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                    .refreshToken()
                    .clientCredentials()
                    .build());
            return new RegistrationTokens(registration, connection, manager, clients.getObject());
        };
    }
}
