package dev.connections.autoconfigure.snowflake;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;

/** The secrets of one section of a settings file. Not a record, whose {@code toString()} would show them. */
final class SectionSecrets {

    final @Nullable OriginTrackedValue password;

    final @Nullable OriginTrackedValue token;

    final @Nullable OriginTrackedValue tokenFile;

    final @Nullable OriginTrackedValue keyFile;

    final @Nullable OriginTrackedValue pem;

    final @Nullable OriginTrackedValue passphrase;

    final @Nullable OriginTrackedValue clientSecret;

    /** Who the client is, and where its token comes from. */
    final Map<String, @Nullable OriginTrackedValue> client = new LinkedHashMap<>();

    SectionSecrets(ProfileSection section) {
        this.password = section.first("password");
        this.token = section.first("token");
        this.tokenFile = section.first("token_file_path");
        this.keyFile = section.first("private_key_file", "private_key_path");
        this.pem = section.first("private_key_raw");
        this.passphrase = section.first("private_key_file_pwd", "private_key_pwd", "private_key_passphrase");
        this.clientSecret = section.first("oauth_client_secret");
        client.put("properties[oauthClientID]", section.first("oauth_client_id"));
        client.put("properties[oauthScope]", section.first("oauth_scope"));
        client.put("properties[oauthTokenRequestUrl]", section.first("oauth_token_request_url"));
    }

    Set<SecretKind> kinds() {
        Set<SecretKind> kinds = EnumSet.noneOf(SecretKind.class);
        if (keyFile != null || pem != null) {
            kinds.add(SecretKind.KEY);
        }
        if (password != null) {
            kinds.add(SecretKind.PASSWORD);
        }
        if (token != null || tokenFile != null) {
            kinds.add(SecretKind.TOKEN);
        }
        if (clientSecret != null) {
            kinds.add(SecretKind.CLIENT_SECRET);
        }
        return kinds;
    }

    /** What is meant where no authenticator is named; a token may stand for a password then. */
    @Nullable
    SecretKind usual() {
        for (SecretKind kind : new SecretKind[] {SecretKind.KEY, SecretKind.PASSWORD, SecretKind.TOKEN}) {
            if (kinds().contains(kind)) {
                return kind;
            }
        }
        return null;
    }
}
