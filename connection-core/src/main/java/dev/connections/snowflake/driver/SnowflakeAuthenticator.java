package dev.connections.snowflake.driver;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The authenticators of Snowflake, by the values of {@code authenticator}, and the credentials that each needs. */
enum SnowflakeAuthenticator {

    /** User and password. */
    PASSWORD("snowflake"),

    /** User, password, and a second factor that the user confirms. */
    MFA("username_password_mfa"),

    /** User and a private key. */
    KEY_PAIR("snowflake_jwt"),

    /** An OAuth access token. */
    OAUTH("oauth"),

    /** A programmatic access token. */
    ACCESS_TOKEN("programmatic_access_token"),

    /** An OAuth access token that the driver gets for client credentials. */
    CLIENT_CREDENTIALS("oauth_client_credentials"),

    /** An identity that the cloud attests. */
    WORKLOAD_IDENTITY("workload_identity"),

    /** A login in a browser; also {@code oauth_authorization_code}. */
    BROWSER("externalbrowser"),

    /** User and password at an identity provider, named by its URL. */
    IDENTITY_PROVIDER("https://");

    private final String id;

    SnowflakeAuthenticator(String id) {
        this.id = id;
    }

    /** What the driver calls it. */
    String id() {
        return id;
    }

    /** The one of a name, in any case. */
    static Optional<SnowflakeAuthenticator> of(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("oauth_authorization_code")) {
            return Optional.of(BROWSER);
        }
        for (SnowflakeAuthenticator authentication : values()) {
            if (authentication == IDENTITY_PROVIDER ? lower.startsWith("https://") : lower.equals(authentication.id)) {
                return Optional.of(authentication);
            }
        }
        return Optional.empty();
    }

    /** The one that is meant where none is named. */
    static SnowflakeAuthenticator inferred(@Nullable PrivateKeySource key) {
        return (key != null) ? KEY_PAIR : PASSWORD;
    }

    /** Whether the secret of the credentials is a token. */
    boolean takesToken() {
        return this == OAUTH || this == ACCESS_TOKEN;
    }
}
