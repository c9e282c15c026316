package dev.connections.snowflake.driver;

import dev.connections.credentials.Credentials;
import dev.connections.snowflake.snowpark.SnowparkCompanion;
import dev.connections.sql.driver.AttachedClient;
import dev.connections.sql.driver.DriverLogin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The authentication of a Snowflake connection. Immutable. {@link #toString()} shows no secret.
 *
 * @param authenticator the authenticator, by Snowflake's name; {@code null} for key pair if there is a key, and
 *     otherwise password
 * @param key the private key, or {@code null}
 */
public record SnowflakeLogin(@Nullable String authenticator, @Nullable PrivateKeySource key) implements DriverLogin {

    public SnowflakeLogin {
        authenticator = (authenticator == null || authenticator.isBlank()) ? null : authenticator.strip();
    }

    /**
     * Validates the settings. Reports the property, relative to the connection, and a sentence without its full
     * stop.
     */
    public void check(BiConsumer<String, String> problems) {
        if (authenticator == null) {
            return;
        }
        @Nullable
        SnowflakeAuthenticator known = SnowflakeAuthenticator.of(authenticator).orElse(null);
        if (known == null) {
            problems.accept(
                    "authenticator",
                    "is '" + authenticator + "', which is unknown: write snowflake, snowflake_jwt, oauth,"
                            + " programmatic_access_token, oauth_client_credentials, workload_identity,"
                            + " username_password_mfa or the https:// URL of an identity provider");
        } else if (known == SnowflakeAuthenticator.BROWSER) {
            problems.accept(
                    "authenticator",
                    "is '" + authenticator + "', which opens a browser for somebody to log in with, and a server has"
                            + " neither: use a key pair, an OAuth token or a programmatic access token, or let "
                            + "each user log in by 'login'");
        } else if (known == SnowflakeAuthenticator.KEY_PAIR && key == null) {
            problems.accept(
                    "private-key",
                    "is missing: name a 'file', a 'pem' or an 'ssl-bundle' for 'authenticator: snowflake_jwt'");
        } else if (known != SnowflakeAuthenticator.KEY_PAIR && key != null) {
            problems.accept("private-key", "contradicts 'authenticator: " + authenticator + "': remove one of them");
        }
    }

    @Override
    public Map<String, Object> properties(Credentials credentials) throws Exception {
        SnowflakeAuthenticator authentication = (authenticator == null)
                ? SnowflakeAuthenticator.inferred(key)
                : SnowflakeAuthenticator.of(authenticator).orElse(SnowflakeAuthenticator.PASSWORD);
        Map<String, Object> properties = new LinkedHashMap<>();
        if (credentials.user() != null) {
            properties.put("user", credentials.user());
        }
        if (authentication != SnowflakeAuthenticator.PASSWORD) {
            properties.put("authenticator", Objects.requireNonNullElse(authenticator, authentication.id()));
        }
        if (authentication == SnowflakeAuthenticator.KEY_PAIR) {
            properties.put("privateKey", Objects.requireNonNull(key, "key").get());
        } else if (credentials.secret() != null) {
            properties.put(authentication.takesToken() ? "token" : "password", credentials.secret());
        }
        return properties;
    }

    @Override
    public AttachedClient companion(AttachedClient.Account account) {
        return new SnowparkCompanion(account);
    }

    @Override
    public String toString() {
        return "SnowflakeLogin[" + authenticator + "]";
    }
}
