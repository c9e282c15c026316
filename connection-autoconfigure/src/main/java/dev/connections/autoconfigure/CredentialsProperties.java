package dev.connections.autoconfigure;

import dev.connections.DurationText;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Where the credentials of a connection are kept, when they are not in its properties.
 *
 * @param vault the secret in Vault
 */
public record CredentialsProperties(@DefaultValue Vault vault) {

    void check(BiConsumer<String, String> problems) {
        if (vault.pollInterval.isZero() || vault.pollInterval.isNegative()) {
            problems.accept(
                    "vault.poll-interval", "is " + DurationText.of(vault.pollInterval) + ". Set a positive duration.");
        }
    }

    /**
     * Credentials that are kept in Vault.
     *
     * @param path Path of the secret in Vault: "database/creds/pets" for dynamic credentials,
     *     "database/static-creds/pets" for static roles, "secret/pets" for a key-value store.
     * @param usernameKey Key of the user in the secret. The connection's own username is used if the secret has none.
     * @param passwordKey Key of the password or token in the secret.
     * @param pollInterval Interval at which a secret without a lease is read again. A secret with a TTL is also read at
     *     its end.
     */
    public record Vault(
            @Nullable String path,
            @DefaultValue("username") String usernameKey,
            @DefaultValue("password") String passwordKey,
            @DefaultValue("10s") Duration pollInterval) {

        public Vault {
            path = StringUtils.hasText(path) ? StringUtils.trimLeadingCharacter(path.strip(), '/') : null;
        }
    }
}
