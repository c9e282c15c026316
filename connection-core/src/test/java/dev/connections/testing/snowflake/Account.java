package dev.connections.testing.snowflake;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who may log in, and with what. Safe for use by several threads. */
public final class Account {

    /** The code of a wrong user or password. */
    public static final String WRONG_PASSWORD = "390100";

    private static final String WRONG_JWT = "390144";

    private static final String WRONG_TOKEN = "390303";

    private static final String EXPIRED_TOKEN = "390318";

    private final String name;

    private final Map<String, String> passwords = new ConcurrentHashMap<>();

    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();

    Account(String name) {
        this.name = name;
    }

    /** The name of the account. */
    public String name() {
        return name;
    }

    /** Lets a user in by a password, and no longer by the one before. */
    public void password(String user, String password) {
        passwords.put(user, password);
    }

    /** Lets a user in by what is signed with the private key that belongs to this one. */
    public void publicKey(String user, PublicKey key) {
        keys.put(user, key);
    }

    /** Takes an OAuth or programmatic access token until it expires. */
    public void token(String token, Instant expiry) {
        tokens.put(token, expiry);
    }

    /** Takes a token no longer. */
    public void revoke(String token) {
        tokens.remove(token);
    }

    /** Why a login is refused: the code. Nothing if it is not. */
    Optional<String> refusal(JsonNode login) {
        String user = String.valueOf(Json.text(login, "LOGIN_NAME"));
        String authenticator = String.valueOf(Json.text(login, "AUTHENTICATOR"));
        @Nullable String token = Json.text(login, "TOKEN");
        return switch (authenticator) {
            case "SNOWFLAKE_JWT" ->
                Jwt.isSignedBy(keys.get(user), name, user, token) ? Optional.empty() : Optional.of(WRONG_JWT);
            case "OAUTH", "PROGRAMMATIC_ACCESS_TOKEN" -> refusal(token);
            default -> {
                @Nullable String password = passwords.get(user);
                boolean right = password != null && password.equals(Json.text(login, "PASSWORD"));
                yield right ? Optional.empty() : Optional.of(WRONG_PASSWORD);
            }
        };
    }

    private Optional<String> refusal(@Nullable String token) {
        @Nullable Instant expiry = (token == null) ? null : tokens.get(token);
        if (expiry == null) {
            return Optional.of(WRONG_TOKEN);
        }
        return expiry.isBefore(Instant.now()) ? Optional.of(EXPIRED_TOKEN) : Optional.empty();
    }
}
