package dev.connections.autoconfigure.oauth2;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.web.client.RestClient;

/** The bean {@link OAuth2Tokens}. */
@Configuration(proxyBeanMethods = false)
public class OAuth2TokensConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static OAuth2Tokens missingOAuth2Tokens() {
        return (registration, connection, connectTimeout, readTimeout) -> {
            throw new IllegalArgumentException("'auth.registration' is '" + registration
                    + "', but there is no OAuth2 client: add the dependency"
                    + " org.springframework.boot:spring-boot-starter-security-oauth2-client");
        };
    }

    /** Registered first, as it is nested. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({OAuth2AuthorizedClientService.class, RestClient.class})
    static class WithOAuth2Client {

        @Bean
        static OAuth2Tokens oauth2Tokens(
                ObjectProvider<ClientRegistrationRepository> registrations,
                ObjectProvider<OAuth2AuthorizedClientService> clients) {
            return new ClientRegistrationTokens(registrations, clients);
        }
    }
}
