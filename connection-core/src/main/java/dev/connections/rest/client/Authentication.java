package dev.connections.rest.client;

import dev.connections.credentials.Credentials;
import dev.connections.rest.url.QueryParameters;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** How a connection's credentials are sent. Immutable. */
public final class Authentication {

    private enum Form {
        INFERRED,
        NONE,
        BASIC,
        BEARER,
        HEADER,
        PARAMETER
    }

    private static final String REMEDY_BASIC = "'auth.type: basic' needs 'username' and 'password'";

    private final Form form;

    private final String name;

    private Authentication(Form form, String name) {
        this.form = form;
        this.name = name;
    }

    /**
     * A user with a password by {@link #basic()}, a secret alone by {@link #bearer()}, and nothing if there is neither.
     */
    public static Authentication inferred() {
        return new Authentication(Form.INFERRED, "");
    }

    /** Not at all. */
    public static Authentication none() {
        return new Authentication(Form.NONE, "");
    }

    /** User and password, by RFC 7617. */
    public static Authentication basic() {
        return new Authentication(Form.BASIC, "");
    }

    /** The secret as a bearer token, by RFC 6750. */
    public static Authentication bearer() {
        return new Authentication(Form.BEARER, "");
    }

    /** The secret as a key, in a header of that name. */
    public static Authentication header(String name) {
        return new Authentication(Form.HEADER, name);
    }

    /** The secret as a key, in a parameter of that name of the address. */
    public static Authentication parameter(String name) {
        return new Authentication(Form.PARAMETER, name);
    }

    /**
     * What is added to the requests of somebody.
     *
     * @throws IllegalArgumentException if the credentials do not suffice; the message names the property
     */
    RequestAuthorization of(Credentials credentials) {
        @Nullable String user = credentials.user();
        @Nullable String secret = credentials.secret();
        Form effective = (form != Form.INFERRED)
                ? form
                : (secret == null) ? Form.NONE : (user != null) ? Form.BASIC : Form.BEARER;
        return switch (effective) {
            case NONE, INFERRED -> RequestAuthorization.NONE;
            case BASIC -> {
                if (user == null || secret == null) {
                    throw new IllegalArgumentException(REMEDY_BASIC);
                }
                yield new InHeader(
                        HttpHeaders.AUTHORIZATION,
                        "Basic " + HttpHeaders.encodeBasicAuth(user, secret, StandardCharsets.UTF_8),
                        secret);
            }
            case BEARER -> {
                String token = required(secret, "'auth.type: bearer' needs a 'token'");
                yield new InHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token, token);
            }
            case HEADER -> {
                String key = required(secret, "'auth.header: " + name + "' needs an 'api-key'");
                yield new InHeader(name, key, key);
            }
            case PARAMETER ->
                new InParameter(name, required(secret, "'auth.parameter: " + name + "' needs an 'api-key'"));
        };
    }

    private static String required(@Nullable String secret, String message) {
        if (secret == null) {
            throw new IllegalArgumentException(message);
        }
        return secret;
    }

    @Override
    public String toString() {
        return "Authentication[" + form + "]";
    }

    private static final class InHeader implements RequestAuthorization {

        private final String name;

        private final String value;

        private final ConfiguredSecrets secrets;

        InHeader(String name, String value, String secret) {
            if (value.chars().anyMatch(character -> character < ' ' && character != '\t')) {
                throw new IllegalArgumentException(
                        "the secret has a line break or another control character in it, which no header can hold");
            }
            this.name = name;
            this.value = value;
            this.secrets = ConfiguredSecrets.of(value, value.substring(value.lastIndexOf(' ') + 1), secret);
        }

        @Override
        public void authorize(HttpHeaders headers) throws IOException {
            headers.set(name, value);
        }

        @Override
        public String redact(String text) {
            return secrets.redact(text);
        }
    }

    private static final class InParameter implements RequestAuthorization {

        private final String name;

        private final String secret;

        private final ConfiguredSecrets secrets;

        InParameter(String name, String secret) {
            this.name = name;
            this.secret = secret;
            this.secrets = ConfiguredSecrets.of(secret);
        }

        @Override
        public void authorize(HttpHeaders headers) {}

        @Override
        public URI authorize(URI uri) {
            return QueryParameters.with(uri, name, secret);
        }

        @Override
        public String redact(String text) {
            return secrets.redact(text);
        }
    }
}
