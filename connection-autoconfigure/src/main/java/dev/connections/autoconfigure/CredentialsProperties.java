package dev.connections.autoconfigure;

import dev.connections.DurationText;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Where the credentials of a connection are kept, when they are not in its properties. */
public class CredentialsProperties {

    private final Vault vault = new Vault();

    public Vault getVault() {
        return vault;
    }

    void check(BiConsumer<String, String> problems) {
        if (vault.pollInterval.isZero() || vault.pollInterval.isNegative()) {
            problems.accept(
                    "vault.poll-interval", "is " + DurationText.of(vault.pollInterval) + ". Set a positive duration.");
        }
    }

    /** Credentials that are kept in Vault. */
    public static class Vault {

        /**
         * Path of the secret in Vault: "database/creds/pets" for dynamic credentials, "database/static-creds/pets" for
         * static roles, "secret/pets" for a key-value store.
         */
        private @Nullable String path;

        /** Key of the user in the secret. The connection's own username is used if the secret has none. */
        private String usernameKey = "username";

        /** Key of the password or token in the secret. */
        private String passwordKey = "password";

        /** Interval at which a secret without a lease is read again. A secret with a TTL is also read at its end. */
        private Duration pollInterval = Duration.ofSeconds(10);

        public @Nullable String getPath() {
            return path;
        }

        public void setPath(@Nullable String path) {
            this.path = StringUtils.hasText(path) ? StringUtils.trimLeadingCharacter(path.strip(), '/') : null;
        }

        public String getUsernameKey() {
            return usernameKey;
        }

        public void setUsernameKey(String usernameKey) {
            this.usernameKey = usernameKey;
        }

        public String getPasswordKey() {
            return passwordKey;
        }

        public void setPasswordKey(String passwordKey) {
            this.passwordKey = passwordKey;
        }

        public Duration getPollInterval() {
            return pollInterval;
        }

        public void setPollInterval(Duration pollInterval) {
            this.pollInterval = pollInterval;
        }
    }
}
