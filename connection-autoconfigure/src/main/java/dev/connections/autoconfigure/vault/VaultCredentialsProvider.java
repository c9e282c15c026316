package dev.connections.autoconfigure.vault;

import dev.connections.autoconfigure.CredentialsProperties;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import java.time.Duration;
import java.util.Map;

/** Takes user and password out of one and the same version of a secret. */
final class VaultCredentialsProvider implements CredentialsProvider {

    /** Callers are served from memory. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final String connection;

    private final VaultSecret secret;

    private final CredentialsProperties.Vault settings;

    private final CredentialsProvider configured;

    VaultCredentialsProvider(
            String connection,
            VaultSecret secret,
            CredentialsProperties.Vault settings,
            CredentialsProvider configured) {
        this.connection = connection;
        this.secret = secret;
        this.settings = settings;
        this.configured = configured;
    }

    @Override
    public Credentials get() throws Exception {
        Map<String, Object> values = secret.read();
        Object user = values.get(settings.usernameKey());
        Object password = values.get(settings.passwordKey());
        if (password == null) {
            throw new IllegalStateException("The secret '" + settings.path() + "' in Vault has no key '"
                    + settings.passwordKey() + "'. Set connections." + connection
                    + ".credentials.vault.password-key to the one that holds the password");
        }
        Credentials credentials = Credentials.of(
                (user != null) ? user.toString() : configured.get().user(), password.toString());
        return secret.makesUsers() ? credentials.inRole("vault:" + settings.path()) : credentials;
    }

    @Override
    public void invalidate(Credentials credentials) {
        secret.invalidate(values -> String.valueOf(values.get(settings.passwordKey()))
                        .equals(credentials.secret())
                && (!values.containsKey(settings.usernameKey())
                        || String.valueOf(values.get(settings.usernameKey())).equals(credentials.user())));
    }

    @Override
    public Duration pollInterval() {
        return POLL_INTERVAL;
    }
}
