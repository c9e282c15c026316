package dev.connections.autoconfigure.oauth2;

import dev.connections.DurationText;
import dev.connections.credentials.TokenUnavailableException;
import dev.connections.rest.client.RequestAuthorization;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.DefaultMapOAuth2AccessTokenResponseConverter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.web.client.RestClient;

/**
 * Requests tokens from the server of a registration, within the time limits of the connection. Failures name the
 * registration and the error of the server, and hold no secrets. Safe for use by several threads.
 */
final class TokenEndpointClient {

    /** Errors of a refresh token that is not valid any more (RFC 6749, section 5.2). */
    static final String INVALID_GRANT = "invalid_grant";

    /** The lifetime of a token whose server does not say it. */
    static final Duration UNKNOWN_LIFETIME = Duration.ofHours(1);

    private static final Set<String> TRANSIENT =
            Set.of("server_error", "temporarily_unavailable", "slow_down", "invalid_token_response");

    private static final int MAX_SHOWN = 200;

    private final ClientRegistration registration;

    private final Duration connectTimeout;

    private final Duration readTimeout;

    private final RestClientClientCredentialsTokenResponseClient clientCredentials =
            new RestClientClientCredentialsTokenResponseClient();

    private final RestClientRefreshTokenTokenResponseClient refreshes = new RestClientRefreshTokenTokenResponseClient();

    private final UnaryOperator<String> redaction;

    TokenEndpointClient(ClientRegistration registration, Duration connectTimeout, Duration readTimeout) {
        this.registration = registration;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
        String id = String.valueOf(registration.getClientId());
        String secret = String.valueOf(registration.getClientSecret());
        this.redaction = RequestAuthorization.redaction(secret, basic(id, secret), basic(encoded(id), encoded(secret)));
        RestClient client = client();
        clientCredentials.setRestClient(client);
        refreshes.setRestClient(client);
    }

    private static String basic(String id, String secret) {
        return Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private RestClient client() {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(connectTimeout).build());
        requests.setReadTimeout(readTimeout);
        OAuth2AccessTokenResponseHttpMessageConverter tokens = new OAuth2AccessTokenResponseHttpMessageConverter();
        DefaultMapOAuth2AccessTokenResponseConverter converter = new DefaultMapOAuth2AccessTokenResponseConverter();
        tokens.setAccessTokenResponseConverter(response -> converter.convert(withLifetime(response)));
        return RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(tokens))
                .defaultStatusHandler(HttpStatusCode::isError, TokenEndpointClient::refused)
                .build();
    }

    /** Spring counts a token without lifetime as one of a second. */
    private static Map<String, Object> withLifetime(Map<String, Object> response) {
        if (response.get(OAuth2ParameterNames.EXPIRES_IN) != null) {
            return response;
        }
        Map<String, Object> complete = new LinkedHashMap<>(response);
        complete.put(OAuth2ParameterNames.EXPIRES_IN, UNKNOWN_LIFETIME.toSeconds());
        return complete;
    }

    /** The error of the server, whatever its status is. */
    private static void refused(HttpRequest request, ClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        OAuth2Error error;
        try {
            error = new OAuth2ErrorHttpMessageConverter().read(OAuth2Error.class, response);
        } catch (IOException | RuntimeException ex) {
            error = null;
        }
        boolean busy = status.is5xxServerError() || status.value() == HttpStatus.TOO_MANY_REQUESTS.value();
        throw new OAuth2AuthorizationException(
                (error != null && !busy)
                        ? error
                        : new OAuth2Error(
                                busy ? "temporarily_unavailable" : "invalid_request",
                                "the token endpoint answers with " + status.value(),
                                null));
    }

    /** Requests a token of the application. */
    OAuth2AccessTokenResponse issue() throws IOException {
        return request(() -> clientCredentials.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration)));
    }

    /**
     * Requests another token of a user.
     *
     * @throws OAuth2AuthorizationException if the refresh token is not valid any more
     */
    OAuth2AccessTokenResponse refresh(OAuth2AuthorizedClient client, OAuth2RefreshToken token) throws IOException {
        return request(() -> refreshes.getTokenResponse(
                new OAuth2RefreshTokenGrantRequest(registration, client.getAccessToken(), token)));
    }

    private OAuth2AccessTokenResponse request(Supplier<OAuth2AccessTokenResponse> request) throws IOException {
        try {
            return request.get();
        } catch (OAuth2AuthorizationException ex) {
            OAuth2Error error = ex.getError();
            if (error.getErrorCode().equals(INVALID_GRANT)) {
                throw ex;
            }
            throw failed(reason(ex), TRANSIENT.contains(error.getErrorCode()));
        } catch (IllegalArgumentException ex) {
            throw failed(String.valueOf(ex.getMessage()), false);
        }
    }

    private String reason(OAuth2AuthorizationException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpConnectTimeoutException) {
                return "no TCP connection to the token endpoint within " + DurationText.of(connectTimeout)
                        + " ('connect-timeout')";
            }
            if (cause instanceof HttpTimeoutException) {
                return "the token endpoint did not respond within " + DurationText.of(readTimeout)
                        + " ('read-timeout')";
            }
        }
        OAuth2Error error = failure.getError();
        String description = String.valueOf(error.getDescription());
        return error.getErrorCode() + ((error.getDescription() == null) ? "" : ": " + description);
    }

    /** Without a cause: its message may hold what the server echoes. */
    TokenUnavailableException failed(String reason, boolean transientFailure) {
        String line =
                redaction.apply(reason).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return new TokenUnavailableException(
                "no token is available for the registration '" + registration.getRegistrationId() + "': "
                        + ((line.length() <= MAX_SHOWN) ? line : line.substring(0, MAX_SHOWN) + "…"),
                transientFailure);
    }

    /** How long callers wait for the request of another one. */
    Duration patience() {
        return connectTimeout.plus(readTimeout);
    }

    String redact(String text) {
        return redaction.apply(text);
    }
}
