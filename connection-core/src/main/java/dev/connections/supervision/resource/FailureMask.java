package dev.connections.supervision.resource;

import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.SecretMask;
import dev.connections.supervision.resilience.SupervisionSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets of a connection out of the failures of its factory before callers, logs and events receive them:
 * clients repeat what they are configured with. Failures are rare, so that each has a mask made for it.
 */
public final class FailureMask {

    private FailureMask() {}

    /** @param resolved who the factory was to open as; {@code null} if the provider has not answered */
    public static Throwable mask(ConnectConfig<?> config, @Nullable ResolvedCredentials resolved, Throwable failure) {
        @Nullable Credentials credentials = (resolved != null) ? resolved.credentials() : null;
        List<String> secrets = secrets(config.settings(), credentials);
        return secrets.isEmpty() ? failure : masked(new SecretMask(secrets, names(config, credentials)), failure);
    }

    /** What no message may show: secrets among the settings, and that of the credentials. */
    static List<String> secrets(SupervisionSettings settings, @Nullable Credentials credentials) {
        List<String> secrets = new ArrayList<>(settings.secrets());
        @Nullable String secret = (credentials != null) ? secret(credentials) : null;
        if (secret != null) {
            secrets.add(secret);
        }
        return secrets;
    }

    /** A refusal stays one. */
    private static Throwable masked(SecretMask mask, Throwable failure) {
        Throwable masked = mask.clean(failure);
        if (masked == failure || !(failure instanceof CredentialsRefusedException refusal)) {
            return masked;
        }
        CredentialsRefusedException result = new CredentialsRefusedException(
                refusal.connectionName(), String.valueOf(masked.getMessage()), masked.getCause());
        result.setStackTrace(failure.getStackTrace());
        return result;
    }

    /** {@code null} if a login has ended, and its secret is gone. */
    private static @Nullable String secret(Credentials credentials) {
        try {
            return credentials.secret();
        } catch (IllegalStateException ex) {
            return null;
        }
    }

    /** The names that messages keep. */
    private static List<String> names(ConnectConfig<?> config, @Nullable Credentials credentials) {
        @Nullable String user = (credentials != null) ? credentials.user() : null;
        List<String> names = new ArrayList<>();
        if (user != null) {
            names.add(user);
        }
        config.details()
                .target(user)
                .values()
                .forEach(value -> names.addAll(List.of(String.valueOf(value).split("[^\\w.$-]+"))));
        return names;
    }
}
