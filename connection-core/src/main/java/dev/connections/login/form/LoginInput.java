package dev.connections.login.form;

import dev.connections.credentials.Credentials;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user has entered, checked. Immutable.
 *
 * @param user the name that was entered
 * @param credentials the credentials to open with
 * @param settings what the other fields set
 */
public record LoginInput(@Nullable String user, Credentials credentials, Map<String, String> settings) {

    public LoginInput {
        settings = Map.copyOf(settings);
    }

    /** Without what was entered. */
    @Override
    public String toString() {
        return "LoginInput";
    }
}
