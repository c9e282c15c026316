package dev.connections.credentials;

import java.io.IOException;

/**
 * OAuth2 access tokens of a client registration, as credentials without a user. A token is requested on demand, and
 * again shortly before it expires, once for all callers. Thread-safe.
 */
public interface AccessTokens extends CredentialsProvider {

    /**
     * Returns a valid token, with its expiry if that is known.
     *
     * @throws TokenUnavailableException if no token can be obtained at the moment
     */
    @Override
    Credentials get() throws IOException;

    /**
     * Discards a token that the target has refused, if it is still the present one.
     *
     * @return whether {@link #get} returns another one from now on. {@code false} for the token of a user that
     *     cannot be refreshed
     */
    boolean discard(String token);

    @Override
    default void invalidate(Credentials credentials) {
        String token = credentials.secret();
        if (token != null) {
            discard(token);
        }
    }

    /**
     * Returns whether the tokens are those of the signed-in user rather than of the application. A connection that uses
     * them keeps the cached results of users apart.
     *
     * @see dev.connections.cache.QueryCache#isolateUsers()
     */
    boolean isOfUser();

    /** Returns a text, such as a response, without the present token and the client's secret. */
    String redact(String text);
}
