package dev.connections.login;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's attempt to log in.
 *
 * @param id the id of the login; an open login with the same id is replaced
 * @param entered the input by field; every array is cleared after the attempt
 * @param address the address of the user, such as an IP address, by which failures are counted
 * @param principal the name of the user in the application, or {@code null} if there is none
 */
public record LoginRequest(LoginId id, Map<String, char[]> entered, String address, @Nullable String principal) {

    /**
     * The user whose logins it counts as: the principal, or else the user entered; {@code null} without either.
     *
     * @param user the canonical form of the name entered
     */
    @Nullable
    String throttleKey(@Nullable String user) {
        return (principal != null) ? principal : user;
    }

    /** Does not show the input. */
    @Override
    public String toString() {
        return "LoginRequest";
    }
}
