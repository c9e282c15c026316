package dev.connections.sql.driver;

import dev.connections.credentials.Credentials;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns credentials into properties of the driver, for drivers that take more than user and password, such as keys and
 * tokens. Called for each physical connection. Implementations are thread-safe.
 */
@FunctionalInterface
public interface DriverLogin {

    /** The properties {@code user} and {@code password}, as far as there are such. */
    DriverLogin USER_AND_PASSWORD = credentials -> {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (credentials.user() != null) {
            properties.put("user", credentials.user());
        }
        if (credentials.secret() != null) {
            properties.put("password", credentials.secret());
        }
        return properties;
    };

    /**
     * Returns the driver's properties for these credentials. They are not kept.
     *
     * @throws Exception if they cannot be made, such as when a key cannot be read; the opening fails with it as its
     *     cause
     */
    Map<String, Object> properties(Credentials credentials) throws Exception;

    /** Returns the native client of a new pool, which has not logged in yet; {@code null}, the default, for none. */
    default @Nullable AttachedClient companion(AttachedClient.Account account) {
        return null;
    }
}
