package dev.connections.autoconfigure.oauth2;

import dev.connections.ConnectionName;
import dev.connections.credentials.AccessTokens;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/** Tokens of Spring Security's OAuth2 client, requested without a request of a user: any thread uses a connection. */
final class ClientRegistrationTokens implements OAuth2Tokens {

    private final ObjectProvider<ClientRegistrationRepository> registrations;

    private final ObjectProvider<OAuth2AuthorizedClientService> clients;

    ClientRegistrationTokens(
            ObjectProvider<ClientRegistrationRepository> registrations,
            ObjectProvider<OAuth2AuthorizedClientService> clients) {
        this.registrations = registrations;
        this.clients = clients;
    }

    @Override
    public AccessTokens of(
            String registration, ConnectionName connection, Duration connectTimeout, Duration readTimeout) {
        ClientRegistration found = find(registration);
        boolean ofApplication = AuthorizationGrantType.CLIENT_CREDENTIALS.equals(found.getAuthorizationGrantType());
        return new RegistrationTokens(
                found,
                ofApplication ? connection.value() : null,
                new TokenEndpointClient(found, connectTimeout, readTimeout),
                clients::getObject,
                Clock.systemUTC());
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
