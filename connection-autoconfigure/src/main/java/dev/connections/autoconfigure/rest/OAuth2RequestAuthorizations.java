package dev.connections.autoconfigure.rest;

import dev.connections.rest.RequestAuthorization;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.util.function.SingletonSupplier;

/** Tokens of Spring Security's OAuth2 client, got in a way that needs no request of a user's: a connection is used by any thread. */
final class OAuth2RequestAuthorizations implements RequestAuthorizations {

    private final ObjectProvider<ClientRegistrationRepository> registrations;

    private final ObjectProvider<OAuth2AuthorizedClientService> clients;

    private final Supplier<OAuth2AuthorizedClientManager> manager;

    OAuth2RequestAuthorizations(
            ObjectProvider<ClientRegistrationRepository> registrations,
            ObjectProvider<OAuth2AuthorizedClientService> clients) {
        this.registrations = registrations;
        this.clients = clients;
        this.manager = SingletonSupplier.of(() -> manager(registrations.getObject(), clients.getObject()));
    }

    private static OAuth2AuthorizedClientManager manager(
            ClientRegistrationRepository registrations, OAuth2AuthorizedClientService clients) {
        AuthorizedClientServiceOAuth2AuthorizedClientManager manager =
                new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients);
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .authorizationCode()
                .refreshToken()
                .clientCredentials()
                .build());
        return manager;
    }

    @Override
    public RequestAuthorization of(String registration, String connection) {
        return new OAuth2RequestAuthorization(
                find(registration), isOfUsers(registration) ? null : connection, manager, clients::getObject);
    }

    @Override
    public boolean isOfUsers(String registration) {
        return !AuthorizationGrantType.CLIENT_CREDENTIALS.equals(
                find(registration).getAuthorizationGrantType());
    }

    private ClientRegistration find(String registration) {
        ClientRegistrationRepository known = registrations.getIfAvailable();
        ClientRegistration found = (known != null) ? known.findByRegistrationId(registration) : null;
        if (found == null) {
            throw new IllegalArgumentException("'auth.registration' is '" + registration + "', "
                    + ((known == null) ? "but no OAuth2 client is configured" : "and there is no such registration")
                    + ": configure it as 'spring.security.oauth2.client.registration." + registration + "'");
        }
        return found;
    }
}
