package dev.connections.login;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.UserNames;
import java.util.Map;

/**
 * Creates the connection factory for a user's input.
 *
 * @param <R> the resource
 */
@FunctionalInterface
public interface LoginFactoryProvider<R> {

    /**
     * Returns the factory for the connection of a user.
     *
     * @param settings the settings from the form, by name, without credentials
     * @throws RuntimeException if the settings cannot be used
     */
    ConnectionFactory<? extends R> factory(Map<String, String> settings);

    /**
     * Returns one form for all spellings of a user name that log in to the target as the same user. By default, names
     * that differ in case, in compatibility characters or in surrounding whitespace only have the same form.
     */
    default String canonicalUser(String user) {
        return UserNames.folded(user);
    }
}
