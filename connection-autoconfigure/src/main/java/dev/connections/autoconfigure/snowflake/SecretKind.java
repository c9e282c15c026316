package dev.connections.autoconfigure.snowflake;

import java.util.Locale;

/** The kind of secret that authenticates a user. */
enum SecretKind {
    PASSWORD,
    KEY,
    TOKEN,
    CLIENT_SECRET,
    NONE;

    /** What an authenticator asks for. */
    static SecretKind of(String authenticator) {
        return switch (authenticator.strip().toLowerCase(Locale.ROOT)) {
            case "snowflake_jwt" -> KEY;
            case "oauth", "programmatic_access_token" -> TOKEN;
            case "oauth_client_credentials" -> CLIENT_SECRET;
            case "workload_identity", "externalbrowser", "oauth_authorization_code" -> NONE;
            default -> PASSWORD;
        };
    }
}
