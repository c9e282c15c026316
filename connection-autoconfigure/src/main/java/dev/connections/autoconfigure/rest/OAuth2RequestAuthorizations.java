package dev.connections.autoconfigure.rest;

import dev.connections.rest.RequestAuthorization;
import dev.connections.rest.RestTimeouts;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/** Tokens of Spring Security's OAuth2 client, got in a way that needs no request of a user's: a connection is used by any thread. */
final class OAuth2RequestAuthorizations implements RequestAuthorizations {

    private final ObjectProvider<ClientRegistrationRepository> registrations;

    private final ObjectProvider<OAuth2AuthorizedClientService> clients;

    OAuth2RequestAuthorizations(
            ObjectProvider<ClientRegistrationRepository> registrations,
            ObjectProvider<OAuth2AuthorizedClientService> clients) {
        this.registrations = registrations;
        this.clients = clients;
    }

    @Override
    public RequestAuthorization of(String registration, String connection, RestTimeouts timeouts) {
        ClientRegistration found = find(registration);
        return new OAuth2RequestAuthorization(
                found,
                isOfUsers(registration) ? null : connection,
                new TokenEndpoint(found, timeouts),
                clients::getObject,
                Clock.systemUTC());
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
