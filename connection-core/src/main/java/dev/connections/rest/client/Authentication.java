package dev.connections.rest.client;

import dev.connections.credentials.Credentials;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;

/** How a connection's credentials are sent with its requests. Implementations are thread-safe. */
@FunctionalInterface
public interface Authentication {

    /**
     * Returns what is added to requests on behalf of the credentials.
     *
     * @throws IllegalArgumentException if the credentials do not suffice; the message names the property
     */
    RequestAuthorization of(Credentials credentials);

    /**
     * A user with a password by {@link #basic()}, a secret alone by {@link #bearer()}, and nothing if there is neither.
     */
    static Authentication inferred() {
        return credentials -> {
            if (credentials.secret() == null) {
                return RequestAuthorization.NONE;
            }
            return ((credentials.user() != null) ? basic() : bearer()).of(credentials);
        };
    }

    /** Not at all. */
    static Authentication none() {
        return credentials -> RequestAuthorization.NONE;
    }

    /** User and password, by RFC 7617. */
    static Authentication basic() {
        return credentials -> {
            String user = credentials.user();
            String secret = credentials.secret();
            if (user == null || secret == null) {
                throw new IllegalArgumentException("'auth.type: basic' needs 'username' and 'password'");
            }
            String encoded = HttpHeaders.encodeBasicAuth(user, secret, StandardCharsets.UTF_8);
            return new HeaderAuthorization(HttpHeaders.AUTHORIZATION, "Basic " + encoded, secret);
        };
    }

    /** The secret as a bearer token, by RFC 6750. */
    static Authentication bearer() {
        return credentials -> {
            String token = required(credentials, "'auth.type: bearer' needs a 'token'");
            return new HeaderAuthorization(HttpHeaders.AUTHORIZATION, "Bearer " + token, token);
        };
    }

    /** The secret as a key, in a header of that name. */
    static Authentication header(String name) {
        return credentials -> {
            String key = required(credentials, "'auth.header: " + name + "' needs an 'api-key'");
            return new HeaderAuthorization(name, key, key);
        };
    }

    /** The secret as a key, in a parameter of that name of the address. */
    static Authentication parameter(String name) {
        return credentials -> new ParameterAuthorization(
                name, required(credentials, "'auth.parameter: " + name + "' needs an 'api-key'"));
    }

    private static String required(Credentials credentials, String message) {
        String secret = credentials.secret();
        if (secret == null) {
            throw new IllegalArgumentException(message);
        }
        return secret;
    }
}
