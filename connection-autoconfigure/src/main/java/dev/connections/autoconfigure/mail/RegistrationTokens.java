package dev.connections.autoconfigure.mail;

import dev.connections.mail.MailTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;

/** Access tokens of the application itself, by Spring Security's OAuth2 client, which renews them before they expire. */
record RegistrationTokens(
        String registration,
        String connection,
        OAuth2AuthorizedClientManager manager,
        OAuth2AuthorizedClientService clients)
        implements MailTokens {

    @Override
    public String token() {
        @Nullable
        OAuth2AuthorizedClient client = manager.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(registration)
                .principal(connection)
                .build());
        if (client == null) {
            throw new IllegalStateException(
                    "there is no token for the registration '" + registration + "', and its grant type gives none");
        }
        return client.getAccessToken().getTokenValue();
    }

    @Override
    public void forget() {
        clients.removeAuthorizedClient(registration, connection);
    }
}
