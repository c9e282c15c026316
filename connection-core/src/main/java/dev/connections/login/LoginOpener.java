package dev.connections.login;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.UserNames;
import java.util.Map;

/**
 * Makes the factory for what one user has entered.
 *
 * @param <R> the resource
 */
@FunctionalInterface
public interface LoginOpener<R> {

    /**
     * The factory that opens the connection of a user.
     *
     * @param settings what the fields of the form set, by name; without who to open as
     * @throws RuntimeException if they cannot be used
     */
    ConnectionFactory<? extends R> factory(Map<String, String> settings);

    /**
     * Returns one form for all spellings of a user name that log in to the target as the same user. By default, names that differ
     * in case, in compatibility characters or in surrounding whitespace only have the same form.
     */
    default String canonicalUser(String user) {
        return UserNames.folded(user);
    }
}
