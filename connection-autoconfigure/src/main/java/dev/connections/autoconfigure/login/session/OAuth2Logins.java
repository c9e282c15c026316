package dev.connections.autoconfigure.login.session;

import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.web.Principals;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.login.LoginId;
import dev.connections.login.form.LoginFailedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

/**
 * Opens users' connections with the access tokens that Spring Security's OAuth2 client has of them. A token is renewed
 * before it expires, off the user's threads; new physical connections are then opened with the new one.
 */
public final class OAuth2Logins implements DelegatedLogins {

    private final Supplier<@Nullable ClientRegistrationRepository> registrations;

    private final Supplier<OAuth2AuthorizedClientManager> clients;

    /** @param clients finds the clients of users, and renews their tokens, without a request */
    public OAuth2Logins(
            Supplier<@Nullable ClientRegistrationRepository> registrations,
            Supplier<OAuth2AuthorizedClientManager> clients) {
        this.registrations = registrations;
        this.clients = clients;
    }

    @Override
    public @Nullable String problemWith(String registration) {
        ClientRegistrationRepository known = registrations.get();
        if (known == null) {
            return "but no OAuth2 client is configured. Set 'spring.security.oauth2.client.registration." + registration
                    + "'";
        }
        return (known.findByRegistrationId(registration) != null)
                ? null
                : "and there is no such registration. Configure it as 'spring.security.oauth2.client.registration."
                        + registration + "'";
    }

    @Override
    public boolean open(LoginTarget target, LoginId id, HttpServletRequest request) throws LoginFailedException {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        String principal = Principals.nameOf(request);
        String registration = Objects.requireNonNull(target.oauth2());
        if (user == null || principal == null || authorized(registration, user) == null) {
            return false;
        }
        target.logins().open(id, principal, token(registration, user));
        return true;
    }

    private CredentialsProvider token(String registration, Authentication user) {
        return () -> {
            OAuth2AuthorizedClient client = authorized(registration, user);
            if (client == null) {
                throw new IllegalStateException("Spring Security's OAuth2 client has no token of the user for the"
                        + " registration '" + registration + "' any more");
            }
            OAuth2AccessToken token = client.getAccessToken();
            Credentials credentials =
                    Credentials.of(user.getName(), token.getTokenValue()).inRole(user.getName());
            return (token.getExpiresAt() != null) ? credentials.expiringAt(token.getExpiresAt()) : credentials;
        };
    }

    private @Nullable OAuth2AuthorizedClient authorized(String registration, Authentication user) {
        try {
            return clients.get()
                    .authorize(OAuth2AuthorizeRequest.withClientRegistrationId(registration)
                            .principal(user)
                            .build());
        } catch (ClientAuthorizationRequiredException ex) {
            return null;
        }
    }

    @Override
    public RuntimeException consentRequired(LoginTarget target, HttpServletRequest request) {
        return (Principals.nameOf(request) == null)
                ? new InsufficientAuthenticationException(
                        "Connection '" + target.name() + "' is opened for the signed-in user, but no user is signed in")
                : new ClientAuthorizationRequiredException(Objects.requireNonNull(target.oauth2()));
    }
}
