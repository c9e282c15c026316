package dev.connections.autoconfigure.oauth2;

import dev.connections.DurationText;
import dev.connections.credentials.AccessTokens;
import dev.connections.credentials.Credentials;
import dev.connections.rest.client.RequestAuthorization;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * Access tokens of the application, or of the signed-in user. A token is renewed before it expires, and when the server
 * refuses it: by one request, however many callers need it. Thread-safe.
 */
final class RegistrationTokens implements AccessTokens {

    /** A token is renewed so long before it expires, but not before most of its lifetime is over. */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    private static final int LAST_PART = 5;

    /** The lifetime that Spring's login gives to a token of a user if the server does not say it. */
    private static final Duration NOT_SAID = Duration.ofSeconds(1);

    private final ClientRegistration registration;

    private final @Nullable Authentication application;

    private final TokenEndpointClient endpoint;

    private final Supplier<OAuth2AuthorizedClientService> clients;

    private final Clock clock;

    /** The requests for tokens that are under way, by the name of the principal. */
    private final ConcurrentMap<String, CompletableFuture<OAuth2AccessToken>> requests = new ConcurrentHashMap<>();

    /** @param connection on whose behalf tokens are requested; {@code null} for the user who is signed in */
    RegistrationTokens(
            ClientRegistration registration,
            @Nullable String connection,
            TokenEndpointClient endpoint,
            Supplier<OAuth2AuthorizedClientService> clients,
            Clock clock) {
        this.registration = registration;
        this.application = (connection == null)
                ? null
                : new AnonymousAuthenticationToken(
                        "connections", "connection " + connection, AuthorityUtils.createAuthorityList("CONNECTION"));
        this.endpoint = endpoint;
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public Credentials get() throws IOException {
        OAuth2AccessToken token = token();
        Credentials credentials = Credentials.of(null, token.getTokenValue());
        Instant end = token.getExpiresAt();
        return (end != null) ? credentials.expiringAt(end) : credentials;
    }

    @Override
    public boolean isOfUser() {
        return application == null;
    }

    private OAuth2AccessToken token() throws IOException {
        Authentication principal = principal();
        OAuth2AuthorizedClient client = known(principal);
        if (client != null && !isDue(client)) {
            return client.getAccessToken();
        }
        CompletableFuture<OAuth2AccessToken> own = new CompletableFuture<>();
        CompletableFuture<OAuth2AccessToken> other = requests.putIfAbsent(principal.getName(), own);
        if (other != null) {
            return join(other);
        }
        try {
            OAuth2AccessToken token = renewed(principal);
            own.complete(token);
            return token;
        } catch (IOException | RuntimeException | Error ex) {
            own.completeExceptionally(ex);
            throw ex;
        } finally {
            requests.remove(principal.getName(), own);
        }
    }

    private OAuth2AccessToken join(CompletableFuture<OAuth2AccessToken> other) throws IOException {
        try {
            return other.get(endpoint.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof ClientAuthorizationRequiredException required) {
                throw required;
            }
            throw (ex.getCause() instanceof IOException failure)
                    ? failure
                    : endpoint.failed(String.valueOf(ex.getCause()), true);
        } catch (TimeoutException ex) {
            throw endpoint.failed("the request for it takes longer than " + DurationText.of(endpoint.patience()), true);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread was interrupted while it waited for a token");
        }
    }

    /** Another caller may have renewed the token in the meantime. */
    private OAuth2AccessToken renewed(Authentication principal) throws IOException {
        OAuth2AuthorizedClient client = known(principal);
        if (client != null && !isDue(client)) {
            return client.getAccessToken();
        }
        try {
            return (application != null) ? issued(principal) : refreshed(client, principal);
        } catch (IOException ex) {
            // the one that is there is good for a while yet
            if (client != null && !isExpired(client.getAccessToken())) {
                return client.getAccessToken();
            }
            throw ex;
        }
    }

    private OAuth2AccessToken issued(Authentication principal) throws IOException {
        OAuth2AccessToken token = endpoint.issue().getAccessToken();
        clients.get()
                .saveAuthorizedClient(new OAuth2AuthorizedClient(registration, principal.getName(), token), principal);
        return token;
    }

    private OAuth2AccessToken refreshed(@Nullable OAuth2AuthorizedClient client, Authentication principal)
            throws IOException {
        if (client == null) {
            if (AuthorizationGrantType.AUTHORIZATION_CODE.equals(registration.getAuthorizationGrantType())) {
                // Spring Security takes the user to where consent is given
                throw new ClientAuthorizationRequiredException(registration.getRegistrationId());
            }
            throw endpoint.failed("its grant type gives none", false);
        }
        OAuth2RefreshToken refresh = client.getRefreshToken();
        if (refresh == null) {
            return client.getAccessToken();
        }
        try {
            OAuth2AccessTokenResponse response = endpoint.refresh(client, refresh);
            clients.get()
                    .saveAuthorizedClient(
                            new OAuth2AuthorizedClient(
                                    registration,
                                    client.getPrincipalName(),
                                    response.getAccessToken(),
                                    response.getRefreshToken()),
                            principal);
            return response.getAccessToken();
        } catch (OAuth2AuthorizationException ex) {
            clients.get().removeAuthorizedClient(registration.getRegistrationId(), principal.getName());
            throw new ClientAuthorizationRequiredException(registration.getRegistrationId());
        }
    }

    private boolean isDue(OAuth2AuthorizedClient client) {
        OAuth2AccessToken token = client.getAccessToken();
        Instant issued = token.getIssuedAt();
        Instant end = token.getExpiresAt();
        if (end == null || (application == null && client.getRefreshToken() == null)) {
            return false;
        }
        if (issued == null) {
            return !clock.instant().isBefore(end);
        }
        Duration lifetime = Duration.between(issued, end);
        if (application == null && lifetime.equals(NOT_SAID)) {
            return !clock.instant().isBefore(issued.plus(TokenEndpointClient.UNKNOWN_LIFETIME));
        }
        Duration ahead = lifetime.dividedBy(LAST_PART);
        return !clock.instant().isBefore(end.minus((ahead.compareTo(AHEAD) < 0) ? ahead : AHEAD));
    }

    private boolean isExpired(OAuth2AccessToken token) {
        Instant end = token.getExpiresAt();
        return end != null && !clock.instant().isBefore(end);
    }

    private Authentication principal() {
        if (application != null) {
            return application;
        }
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user == null) {
            throw new InsufficientAuthenticationException("The registration '" + registration.getRegistrationId()
                    + "' needs a signed-in user, but no user is signed in");
        }
        return user;
    }

    /** Callers that meet with the old token together renew it once. */
    @Override
    public synchronized boolean discard(String token) {
        Authentication principal = principal();
        OAuth2AuthorizedClient client = known(principal);
        if (client == null || !client.getAccessToken().getTokenValue().equals(token)) {
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

    /** One that has expired is refreshed by the next caller. */
    private OAuth2AuthorizedClient expired(OAuth2AuthorizedClient client) {
        OAuth2AccessToken token = client.getAccessToken();
        return new OAuth2AuthorizedClient(
                registration,
                client.getPrincipalName(),
                new OAuth2AccessToken(
                        token.getTokenType(),
                        token.getTokenValue(),
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(2),
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
        String redacted = endpoint.redact(text);
        return (client == null)
                ? redacted
                : RequestAuthorization.redaction(client.getAccessToken().getTokenValue())
                        .apply(redacted);
    }
}
