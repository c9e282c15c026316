package dev.connections.autoconfigure.oauth2;

import dev.connections.ConnectionName;
import dev.connections.credentials.AccessTokens;
import java.time.Duration;

/**
 * Access tokens of the client registrations of Spring Security, by
 * {@code spring.security.oauth2.client.registration.*}. A bean in every application, for the constructors of connection
 * types whose property {@code auth.registration} names a registration. Thread-safe.
 */
public interface OAuth2Tokens {

    /**
     * Returns the tokens of a registration. Those of the grant type {@code client_credentials} are the application's,
     * all others those of the signed-in user.
     *
     * @param registration the registration's id
     * @param connection the connection on whose behalf tokens are requested
     * @param connectTimeout the time limit of the TCP connection to the token endpoint
     * @param readTimeout the time limit of the token endpoint's response
     * @throws IllegalArgumentException if there is no such registration, or no OAuth2 client on the class path. The
     *     message names the property and the remedy
     */
    AccessTokens of(String registration, ConnectionName connection, Duration connectTimeout, Duration readTimeout);
}
