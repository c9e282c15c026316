package dev.connections.login;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's attempt to log in.
 *
 * @param id what the login is to be found by; one that is open with the same id is replaced
 * @param entered what was entered, by field; every array is cleared when the attempt has ended, however it did
 * @param address where the user is, such as an IP address; failures are counted by it
 * @param principal who the user is to the application, or {@code null} if it knows of no users
 */
public record LoginRequest(LoginId id, Map<String, char[]> entered, String address, @Nullable String principal) {

    /**
     * The user whose logins it counts as: the principal, or else the user entered; {@code null} without either.
     *
     * @param user the canonical form of the name entered
     */
    @Nullable
    String countedAs(@Nullable String user) {
        return (principal != null) ? principal : user;
    }

    /** Without what was entered. */
    @Override
    public String toString() {
        return "LoginRequest";
    }
}
