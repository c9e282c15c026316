package dev.connections.autoconfigure.rest;

import dev.connections.rest.RequestAuthorization;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

/**
 * Adds the access token of the application, or of the user who is signed in. It is renewed before it expires, and when the server
 * does not accept it. Safe for use by several threads.
 */
final class OAuth2RequestAuthorization implements RequestAuthorization {

    private final ClientRegistration registration;

    private final @Nullable Authentication application;

    private final Supplier<OAuth2AuthorizedClientManager> manager;

    private final Supplier<OAuth2AuthorizedClientService> clients;

    /** @param connection on whose behalf tokens are asked for; {@code null} for the user who is signed in */
    OAuth2RequestAuthorization(
            ClientRegistration registration,
            @Nullable String connection,
            Supplier<OAuth2AuthorizedClientManager> manager,
            Supplier<OAuth2AuthorizedClientService> clients) {
        this.registration = registration;
        this.application = (connection == null)
                ? null
                : new AnonymousAuthenticationToken(
                        "connections", "connection " + connection, AuthorityUtils.createAuthorityList("CONNECTION"));
        this.manager = manager;
        this.clients = clients;
    }

    @Override
    public void authorize(HttpHeaders headers) throws IOException {
        headers.setBearerAuth(token().getTokenValue());
    }

    private OAuth2AccessToken token() throws IOException {
        try {
            OAuth2AuthorizedClient client = manager.get()
                    .authorize(OAuth2AuthorizeRequest.withClientRegistrationId(registration.getRegistrationId())
                            .principal(principal())
                            .build());
            if (client == null) {
                throw new IOException("there is no token for the registration '" + registration.getRegistrationId()
                        + "', and its grant type gives none");
            }
            return client.getAccessToken();
        } catch (ClientAuthorizationRequiredException ex) {
            // Spring Security takes the user to where consent is given
            throw ex;
        } catch (OAuth2AuthorizationException ex) {
            throw new IOException(
                    "no token could be had for the registration '" + registration.getRegistrationId() + "': "
                            + ex.getError().getErrorCode(),
                    ex);
        }
    }

    private Authentication principal() {
        if (application != null) {
            return application;
        }
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user == null) {
            throw new InsufficientAuthenticationException("The registration '" + registration.getRegistrationId()
                    + "' is for the user who is signed in, and nobody is");
        }
        return user;
    }

    /** Those who meet with the old token together renew it once. */
    @Override
    public synchronized boolean renew(HttpHeaders sent) {
        Authentication principal = principal();
        OAuth2AuthorizedClient client = known(principal);
        if (client == null || !isOf(client, sent)) {
            return true;
        }
        if (application != null) {
            clients.get().removeAuthorizedClient(registration.getRegistrationId(), principal.getName());
            return true;
        }
        if (client.getRefreshToken() == null) {
            return false;
        }
        clients.get().saveAuthorizedClient(expired(client), principal);
        return true;
    }

    private static boolean isOf(OAuth2AuthorizedClient client, HttpHeaders sent) {
        return ("Bearer " + client.getAccessToken().getTokenValue()).equals(sent.getFirst(HttpHeaders.AUTHORIZATION));
    }

    /** One that has expired is refreshed by whoever asks for it next. */
    private OAuth2AuthorizedClient expired(OAuth2AuthorizedClient client) {
        OAuth2AccessToken token = client.getAccessToken();
        return new OAuth2AuthorizedClient(
                registration,
                client.getPrincipalName(),
                new OAuth2AccessToken(
                        token.getTokenType(),
                        token.getTokenValue(),
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(1),
                        token.getScopes()),
                client.getRefreshToken());
    }

    private @Nullable OAuth2AuthorizedClient known(Authentication principal) {
        return clients.get().loadAuthorizedClient(registration.getRegistrationId(), principal.getName());
    }

    @Override
    public String redact(String text) {
        Authentication principal = (application != null)
                ? application
                : SecurityContextHolder.getContext().getAuthentication();
        OAuth2AuthorizedClient client = (principal != null) ? known(principal) : null;
        return (client == null) ? text : text.replace(client.getAccessToken().getTokenValue(), "******");
    }
}
